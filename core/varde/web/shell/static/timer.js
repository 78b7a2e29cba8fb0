// Times something: one button starts and stops, and the minutes and seconds it took stand in the fields beside it.
//
// Markup: fieldset[data-timer] with the fields "<name>-min" and "<name>-sec" and a button with data-start and data-stop. Without
// this script the fields are written in by hand, and they can always be corrected so.

function enhance(timer) {
  const [minutes, seconds] = ['min', 'sec'].map((part) => timer.querySelector(`[name$="-${part}"]`));
  const button = timer.querySelector('[data-start]');
  let begun = null;
  let ticking = null;

  const write = () => {
    const passed = Math.round((performance.now() - begun) / 1000);
    minutes.value = Math.floor(passed / 60);
    seconds.value = passed % 60;
  };
  button.addEventListener('click', () => {
    const starts = begun === null;
    if (starts) begun = performance.now();
    write();
    clearInterval(ticking);
    if (starts) ticking = setInterval(write, 1000);
    else begun = null;
    button.textContent = starts ? button.dataset.stop : button.dataset.start;
    if (!starts) timer.dispatchEvent(new Event('input', { bubbles: true }));   // the draft is saved with what it took
  });
  button.closest('[hidden]').hidden = false;
}

for (const timer of document.querySelectorAll('[data-timer]')) enhance(timer);
