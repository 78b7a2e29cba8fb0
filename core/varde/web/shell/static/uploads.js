// Shows what was chosen in input[type=file][data-megabytes] before it is sent, and says at once what is too large to be taken.
// Without it the browser shows the name, and the server says the same.

const MEGABYTE = 1e6;

function show(input, list) {
  list.replaceChildren();
  const files = [...input.files];
  if (files.some((file) => file.size > input.dataset.megabytes * MEGABYTE)) {
    input.value = '';
    list.append(Object.assign(document.createElement('p'), { className: 'error', textContent: input.dataset.tooLarge }));
    return;
  }
  for (const file of files) {
    const line = document.createElement('p');
    if (file.type.startsWith('image/')) {
      const picture = Object.assign(document.createElement('img'), { alt: '' });
      const reader = new FileReader();
      reader.addEventListener('load', () => { picture.src = reader.result; });
      reader.readAsDataURL(file);
      line.append(picture);
    }
    // The browser itself shows the name of a single one.
    if (line.hasChildNodes() || files.length > 1) line.append(Object.assign(document.createElement('span'), { textContent: file.name }));
    if (line.hasChildNodes()) list.append(line);
  }
  if (!files.length) return;
  const remove = Object.assign(document.createElement('button'), { type: 'button', className: 'btn second slim', textContent: input.dataset.remove });
  remove.addEventListener('click', () => { input.value = ''; show(input, list); input.focus(); });
  list.append(remove);
}

for (const input of document.querySelectorAll('input[type=file][data-megabytes]')) {
  const list = Object.assign(document.createElement('div'), { className: 'chosen' });
  list.setAttribute('role', 'status');
  input.after(list);
  input.addEventListener('change', () => show(input, list));
}
