// Small kindnesses on every page. Each one only makes nicer what already works without it.

// The first thing to hear after a refused form is what to change.
document.querySelector('.error-summary')?.focus();

// A sent form is sent once, also by a shaking finger. Downloads leave the page standing, so the pause is short.
const PAUSE_MS = 1500;
for (const form of document.querySelectorAll('form[method=post]:not([data-sign-out])')) {
  let last = -PAUSE_MS;
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - last < PAUSE_MS) event.preventDefault();
    else last = event.timeStamp;
  });
}

// "None of these" clears the others, and the others clear it.
for (const none of document.querySelectorAll('input[type=checkbox][data-none]')) {
  const others = [...none.form.querySelectorAll('input[type=checkbox]')].filter((box) => box.name === none.name && box !== none);
  none.addEventListener('change', () => { if (none.checked) for (const box of others) box.checked = false; });
  for (const box of others) box.addEventListener('change', () => { if (box.checked) none.checked = false; });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
