// A number field from 0 to 100 becomes a slider. Nothing is answered, shown or sent before the stone is touched.
//
// Markup: .slider[data-slider] with one input[type=number] inside, see _parts/forms.html. The number field stays in
// the form as a hidden field, disabled while there is no answer, so an untouched slider is not submitted.

const made = (name, attributes) => Object.assign(document.createElement(name), attributes);

function ruler(low, high) {
  const marks = made('div', { className: 'ruler' });
  marks.setAttribute('aria-hidden', 'true');
  for (const part of [0, 0.25, 0.5, 0.75, 1]) {
    marks.append(made('span', { textContent: Math.round(low + (high - low) * part) }));
  }
  return marks;
}

function rangeFor(field) {
  const range = made('input', { type: 'range', min: field.min, max: field.max, step: field.step, autocomplete: 'off' });
  range.id = field.id;
  for (const name of ['aria-describedby', 'aria-invalid']) {
    if (field.hasAttribute(name)) range.setAttribute(name, field.getAttribute(name));
  }
  return range;
}

function enhance(slider) {
  const field = slider.querySelector('input[type=number]');
  const low = Number(field.min);
  const high = Number(field.max);
  const range = rangeFor(field);
  const output = made('output', { hidden: true });
  output.htmlFor = range.id;
  output.setAttribute('aria-hidden', 'true');
  const undo = made('button', { type: 'button', className: 'undo', textContent: slider.dataset.undo, hidden: true });

  const draw = (answered) => {
    range.classList.toggle('unset', !answered);
    if (answered) range.removeAttribute('aria-valuetext');
    else range.setAttribute('aria-valuetext', slider.dataset.unset);
    output.value = range.value;
    output.hidden = undo.hidden = !answered;
    field.disabled = !answered;
  };
  const answer = () => { field.value = range.value; draw(true); };
  const show = () => {
    const answered = field.value !== '' && Number(field.value) >= low && Number(field.value) <= high;
    range.value = answered ? field.value : String((low + high) / 2);
    if (!answered) field.value = '';
    draw(answered);
  };
  const tell = () => slider.dispatchEvent(new Event('input', { bubbles: true }));

  range.addEventListener('input', answer);
  // A tap or a space exactly where the stone already lies changes no value, yet it is an answer.
  range.addEventListener('click', () => { if (field.disabled) { answer(); tell(); } });
  range.addEventListener('keydown', (event) => {
    if (event.key !== ' ') return;
    event.preventDefault();
    answer();
    tell();
  });
  undo.addEventListener('click', () => { field.value = ''; show(); range.focus(); tell(); });
  slider.closest('form')?.addEventListener('varde:restored', show);
  window.addEventListener('pageshow', show);

  field.removeAttribute('id');
  field.removeAttribute('aria-describedby');
  field.type = 'hidden';
  slider.classList.add('on');
  slider.prepend(range, output, ruler(low, high));
  slider.append(undo);
  const around = slider.closest('.field');
  for (const hint of around.querySelectorAll('[data-with-script]')) hint.hidden = false;
  for (const hint of around.querySelectorAll('[data-without-script]')) hint.hidden = true;
  show();
}

for (const slider of document.querySelectorAll('[data-slider]')) enhance(slider);
