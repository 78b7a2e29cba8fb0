// Saves drafts of form[data-autosave-url]. Text is never lost: what the server has not confirmed lies in localStorage.
//
// The server gets the form as it would be submitted (without files) by POST with X-CSRF-Token, and answers
// {"text": "Lagret kl. 10.42", "at": "2026-11-17T09:42:00+00:00"}. data-saved-at on the form is the "at" of the draft
// the page was rendered with, or empty. A field with data-of-page says what page this is, and is never put back.
// A field with data-base says what the page's answers were made from: the server answers the next one as "base", and 409
// with a "message" when somebody else has changed the same; then nothing is sent again until something is written.
// Keys hold the person's token, so nobody sees another person's draft.

const OURS = 'varde:';
const PREFIX = 'varde:draft:';
const SENT = 'varde:sent';
const IDLE_MS = 800;
const RETRY_MS = [3000, 10000, 30000, 60000];
const KEEPALIVE_LIMIT = 60000;   // browsers refuse keepalive bodies above 64 KiB
const person = document.body.dataset.person || '';

const keep = (key, draft) => { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* full or refused: the text is still on the page */ } };
const kept = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const forget = (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

function forgetAll() {
  for (const name of ['localStorage', 'sessionStorage']) {
    try {
      for (const key of Object.keys(window[name])) if (key.startsWith(OURS)) window[name].removeItem(key);
    } catch { /* nothing was kept */ }
  }
}

/** A submitted form's copy goes when the next page shows that the server took it: same person, no error, not "back". */
function settleSubmitted() {
  const key = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (!key) return;
  const arrived = performance.getEntriesByType('navigation')[0]?.type === 'navigate';
  const refused = document.querySelector('.error-summary') || 'error' in document.body.dataset;
  if (arrived && !refused && person && key.startsWith(`${PREFIX}${person}:`)) forget(key);
}

/** Whether a form keeps what stands in this field: all of them, or those that data-draft-fields names. */
function keeps(form, name) {
  const some = form.dataset.draftFields;
  return !some || some.split(' ').includes(name) || name.startsWith('draft_') || name === 'draft';
}

/** Name and value pairs as they would be submitted, without files and the token. */
function entriesOf(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && name !== 'csrf_token' && keeps(form, name));
}

function fill(form, entries) {
  const left = new Map();
  for (const [name, value] of entries) left.set(name, [...(left.get(name) || []), value]);
  for (const control of form.elements) {
    if (!control.name || control.name === 'csrf_token' || 'ofPage' in control.dataset || ['file', 'submit', 'button', 'fieldset'].includes(control.type) || !keeps(form, control.name)) continue;
    const values = left.get(control.name) || [];
    if (control.type === 'checkbox' || control.type === 'radio') control.checked = values.includes(control.value);
    else if (control.type === 'select-multiple') for (const option of control.options) option.selected = values.includes(option.value);
    else control.value = values.shift() ?? '';
  }
  keepRows(form, left);
  form.dispatchEvent(new Event('varde:restored'));
}

/** Rows that the page does not show yet, because what was written in them reached no server: they are sent with the rest. */
function keepRows(form, left) {
  const tables = [...form.querySelectorAll('.growing')];
  for (const [name, values] of left) {
    const table = tables.find((each) => name.startsWith(`${each.id}-`));
    if (!table || form.elements[name]) continue;
    for (const value of values.filter(Boolean)) table.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
}

class Draft {
  constructor(form) {
    this.form = form;
    this.stop = new AbortController();
    this.url = form.dataset.autosaveUrl;
    this.made = form.querySelector('[data-base]');
    this.key = `${PREFIX}${person}:${this.url}`;
    this.base = form.dataset.savedAt || '';
    this.seen = JSON.stringify(entriesOf(form));
    this.status = form.querySelector('[data-save-status]');
    this.failures = 0;
    this.running = null;
    this.restore();
    form.addEventListener('input', () => this.touched());
    form.addEventListener('change', () => this.touched());
    form.addEventListener('submit', (event) => { if (!event.defaultPrevented) this.submitted(); });
    addEventListener('online', () => this.save());
    addEventListener('pageshow', (event) => { if (event.persisted) { sessionStorage.removeItem(SENT); this.leaving = false; this.stop = new AbortController(); if (this.made) location.replace(location.pathname + location.search); } });
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.save({ leaving: true }); });
  }

  get dirty() { return JSON.stringify(entriesOf(this.form)) !== this.seen; }

  restore() {
    const draft = kept(this.key);
    if (!draft) return;
    const newer = this.made || !this.base || draft.base === this.base || Date.parse(draft.at) > Date.parse(this.base);
    if (!newer) { forget(this.key); return; }
    fill(this.form, draft.entries);
    this.save();
  }

  touched() {
    this.keepHere();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), IDLE_MS);
  }

  keepHere() {
    if (this.dirty) keep(this.key, { at: new Date().toISOString(), base: this.base, entries: entriesOf(this.form) });
  }

  submitted() {
    clearTimeout(this.timer);
    this.leaving = true;
    this.stop.abort();   // a draft must not land after the answer it is a draft of
    keep(this.key, { at: new Date().toISOString(), base: this.base, entries: entriesOf(this.form) });
    sessionStorage.setItem(SENT, this.key);
  }

  /** Nothing is saved from here any more: who signs out must not leave it behind on her way. */
  close() {
    clearTimeout(this.timer);
    this.leaving = true;
    this.stop.abort();
  }

  /** One request at a time; what changed meanwhile goes in the next one. Resolves to true when nothing is unsaved. */
  async save({ leaving = false } = {}) {
    clearTimeout(this.timer);
    if (this.leaving) return false;
    if (this.running) { await this.running; if (!this.dirty) return true; }
    if (!this.dirty) return true;
    this.keepHere();
    this.running = this.send(leaving).finally(() => { this.running = null; });
    return this.running;
  }

  async send(leaving) {
    const entries = entriesOf(this.form);
    const body = new URLSearchParams(entries);
    const token = this.form.elements.csrf_token?.value || '';
    let response;
    try {
      response = await fetch(this.url, {
        method: 'POST', body, keepalive: leaving && String(body).length < KEEPALIVE_LIMIT, redirect: 'error', signal: this.stop.signal,
        headers: { 'X-CSRF-Token': token, Accept: 'application/json' },
      });
    } catch {
      return this.leaving ? false : this.later('offline');
    }
    if (response.status === 409) return this.refused(await response.json().catch(() => ({})));
    if (!response.ok) return this.later([401, 403].includes(response.status) ? 'signedOut' : 'failed');
    const answer = await response.json().catch(() => ({}));
    this.failures = 0;
    this.base = answer.at || this.base;
    if (this.made && 'base' in answer) {
      this.made.value = answer.base;
      entries.find(([name]) => name === this.made.name)[1] = answer.base;
    }
    this.seen = JSON.stringify(entries);
    if (this.dirty) { this.keepHere(); this.touched(); } else forget(this.key);
    this.say(answer.text || '', '');
    document.dispatchEvent(new Event('varde:contact'));
    return !this.dirty;
  }

  refused(answer) {
    this.failures = 0;
    this.say(answer.message || this.status?.dataset.failed || '', 'failed');
    return false;
  }

  later(why) {
    this.say(this.status?.dataset[why] || '', why === 'offline' ? 'waiting' : 'failed');
    if (why !== 'signedOut') {
      this.timer = setTimeout(() => this.save(), RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)]);
      this.failures += 1;
    }
    return false;
  }

  say(text, state) {
    if (!this.status) return;
    this.status.className = `saved ${state}`.trim();
    const words = this.status.querySelector('.words') || this.status;
    if (words.textContent !== text) words.textContent = text;   // a screen reader hears each sentence once
  }
}

settleSubmitted();
for (const button of document.querySelectorAll('[data-draft-button]')) button.remove();   // the page saves by itself
const drafts = person ? [...document.querySelectorAll('form[data-autosave-url]')].map((form) => new Draft(form)) : [];

for (const form of document.querySelectorAll('form[data-sign-out]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const saved = Promise.all(drafts.map((draft) => draft.save()));
    await Promise.race([saved, new Promise((done) => { setTimeout(done, 3000); })]);
    const answer = drafts.some((draft) => draft.dirty) ? await chosen() : 'forget';
    if (answer === 'stay') return;
    for (const draft of drafts) draft.close();
    if (answer === 'keep') form.insertAdjacentHTML('beforeend', '<input type="hidden" name="keep" value="1">');
    else forgetAll();
    form.submit();
  });
}

/** What to do with words that could not be saved: the person says, because others may use the same computer. */
function chosen() {
  const dialog = document.getElementById('unsaved');
  if (!dialog) return Promise.resolve('forget');
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((done) => { dialog.addEventListener('close', () => done(dialog.returnValue || 'stay'), { once: true }); });
}
