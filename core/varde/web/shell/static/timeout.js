// Warns before the session ends for want of use: body[data-idle-seconds][data-extend-url], dialog#idle-warning.
//
// The clock starts at the last contact with the server, in any tab. A person who just typed or scrolled is not idle and
// is not asked; one who has been still gets two minutes to say so.

const WARN_MS = 120000;
const ACTIVE_MS = 60000;
const CONTACT = 'varde:contact';
const { idleSeconds, extendUrl, endedUrl } = document.body.dataset;
const dialog = document.getElementById('idle-warning');

if (idleSeconds && extendUrl && dialog) {
  const idle = Number(idleSeconds) * 1000;
  const warnBefore = Math.min(WARN_MS, idle / 2);
  let contact = Date.now();
  let moved = -Infinity;
  let timer;

  const latest = () => { try { return Math.max(contact, Number(localStorage.getItem(CONTACT)) || 0); } catch { return contact; } };

  const touched = () => {
    contact = Date.now();
    try { localStorage.setItem(CONTACT, String(contact)); } catch { /* other tabs will warn on their own */ }
    if (dialog.open) dialog.close();
    plan();
  };

  const extend = async () => {
    const token = document.querySelector('meta[name=csrf-token]')?.content || '';
    try {
      const response = await fetch(extendUrl, { method: 'POST', redirect: 'error', headers: { 'X-CSRF-Token': token } });
      if (response.ok) touched();
      return response.ok;
    } catch {
      return false;   // offline: the drafts are kept here, and the warning stays until the time is out
    }
  };

  async function look() {
    const left = latest() + idle - Date.now();
    if (left > warnBefore) { if (dialog.open) dialog.close(); plan(); return; }
    if (left <= 0) { if (endedUrl) location.assign(endedUrl); return; }
    if (!dialog.open && Date.now() - moved < ACTIVE_MS && await extend()) return;
    if (!dialog.open) dialog.showModal();
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1000, Math.min(left, 15000)));
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1000, latest() + idle - warnBefore - Date.now()));
  }

  for (const name of ['keydown', 'pointerdown', 'scroll']) {
    addEventListener(name, () => { if (!dialog.open) moved = Date.now(); }, { passive: true, capture: true });
  }
  addEventListener('storage', (event) => { if (event.key === CONTACT) look(); });
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
  document.addEventListener(CONTACT, touched);
  dialog.querySelector('[data-extend]').addEventListener('click', extend);
  dialog.addEventListener('cancel', (event) => { event.preventDefault(); extend(); });
  touched();
}
