// Keys on the caseload, for whoever wants them: j and k go from patient to patient, o opens, r does what the button says, x ticks,
// ? tells. They move the focus itself, so a screen reader reads what they come to; nothing is caught while somebody writes, nor with
// a modifier, and they can be turned off. Everything they do, links and boxes do.

const OFF = 'varde:keys-off';
const chosen = document.querySelector('[data-chosen]');
const boxes = [...document.querySelectorAll('input.pick')];
const rows = boxes.map((box) => box.closest('tr'));

function count() {
  const n = boxes.filter((box) => box.checked).length;
  chosen.textContent = n ? chosen.dataset.chosen.replace('{n}', n) : chosen.dataset.none;
}

if (chosen) {
  chosen.dataset.none = chosen.textContent;
  chosen.setAttribute('aria-live', 'polite');
  for (const box of boxes) box.addEventListener('change', count);
  count();
}

const dialog = document.getElementById('taster');
const turn = dialog?.querySelector('[data-keys-off]');
const stored = () => { try { return localStorage.getItem(OFF); } catch { return null; } };
let on = stored() === null;
const label = () => { turn.textContent = on ? turn.dataset.off : turn.dataset.on; };

const deeds = {
  j: () => go(1),
  k: () => go(-1),
  o: () => here()?.querySelector('th a').click(),
  r: () => here()?.querySelector('.act a').click(),
  x: () => here()?.querySelector('input.pick').click(),
};

function here() {
  return document.activeElement?.closest('tr') ?? null;
}

function go(step) {
  const at = rows.indexOf(here());
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.querySelector('th a').focus();
  next?.scrollIntoView({ block: 'nearest' });
}

addEventListener('keydown', (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !'jk'.includes(event.key)) return;
  if (event.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable], dialog')) return;
  if (event.key === '?') { event.preventDefault(); label(); dialog.showModal(); return; }
  if (on && Object.hasOwn(deeds, event.key)) { event.preventDefault(); deeds[event.key](); }
});

if (dialog) {
  const button = document.querySelector('[data-keys]');
  if (button) { button.hidden = false; button.addEventListener('click', () => { label(); dialog.showModal(); }); }
  dialog.addEventListener('close', () => {
    if (dialog.returnValue !== 'off') return;
    on = !on;
    try { if (on) localStorage.removeItem(OFF); else localStorage.setItem(OFF, '1'); } catch { /* until the page is closed */ }
    dialog.returnValue = '';
  });
}
