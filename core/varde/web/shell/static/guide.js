// A timed guide: a stone that grows and sinks, with words, for as long as it says. See _parts/guide.html for the markup.
//
// Each [data-plan] is JSON of one length: [[rounds, [[seconds, words, movement], …]], …]. Sound, vibration and a screen that stays
// on are chosen, never given. A screen reader hears each phase when it begins, and no second. Where motion is reduced the stone
// stands still, and the words and the beads go on. Time is counted from a clock, so that a page in the background is right when
// she comes back to it.

const SMALL = 0.52;
const BEADS_UP_TO = 12;          // seconds of a round that are counted with beads; longer ones with the time that is left
const TONES = { grow: 330, shrink: 262, still: 294 };   // Hz
const still = matchMedia('(prefers-reduced-motion: reduce)');

const asClock = (seconds) => `${Math.floor(seconds / 60)}.${String(seconds % 60).padStart(2, '0')}`;

function phasesOf(plan) {
  const phases = [];
  let at = 0;
  for (const [rounds, each] of plan) {
    const whole = each.reduce((sum, [seconds]) => sum + seconds, 0);
    for (let round = 0; round < rounds; round += 1) {
      let within = 0;
      for (const [seconds, words, movement] of each) {
        phases.push({ at, until: at + seconds, seconds, words, movement, within, beads: whole <= BEADS_UP_TO ? each : null });
        at += seconds;
        within += seconds;
      }
    }
  }
  return phases;
}

function enhance(guide) {
  const of = (name) => guide.querySelector(`[data-${name}]`);
  const said = guide.dataset;
  const [pacer, stone, words, left, beads, status, go, stop, after] =
    ['pacer', 'stone', 'words', 'left', 'beads', 'said', 'go', 'stop', 'after'].map(of);
  const plans = [...guide.querySelectorAll('[data-plan]')].map((each) => phasesOf(JSON.parse(each.dataset.plan)));
  const chosen = (name) => guide.querySelector(`[name="guide-${name}"]:checked`);
  const length = () => Number(chosen('length')?.value ?? 0);   // one that has a single length asks nothing
  let phases = plans[length()];
  let gone = 0;                  // ms practised before the last start
  let since = null;              // when it was started last; null while it stands
  let now = -1;                  // which phase
  let ticking = null;
  let moving = null;
  let scale = SMALL;
  let sound = null;
  let lock = null;

  const elapsed = () => (gone + (since === null ? 0 : performance.now() - since)) / 1000;

  function drawBeads(phase) {
    beads.replaceChildren();
    if (!phase.beads) return;
    for (const [seconds] of phase.beads) {
      for (let second = 1; second <= seconds; second += 1) {
        const bead = document.createElement('li');
        bead.textContent = second;
        if (second === 1 && beads.children.length) bead.className = 'turn';
        beads.append(bead);
      }
    }
  }

  function move(phase, into) {
    moving?.cancel();
    moving = null;
    const to = { grow: 1, shrink: SMALL, still: scale }[phase.movement];
    if (!still.matches && to !== scale) {
      moving = stone.animate([{ transform: `scale(${scale})` }, { transform: `scale(${to})` }],
        { duration: phase.seconds * 1000, easing: 'cubic-bezier(.4, 0, .6, 1)', fill: 'forwards' });
      moving.currentTime = into * 1000;
    }
    scale = to;
  }

  function signal(movement) {
    if (chosen('vibrate')) navigator.vibrate?.(movement === 'grow' ? 120 : [60, 80, 60]);
    if (!chosen('sound')) return;
    sound ??= new AudioContext();
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = TONES[movement];
    volume.gain.setValueAtTime(0.0001, sound.currentTime);
    volume.gain.exponentialRampToValueAtTime(0.06, sound.currentTime + 0.08);
    volume.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 0.7);
    tone.connect(volume).connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.8);
  }

  async function stayAwake() {
    if (since === null || !chosen('awake')) { await lock?.release().catch(() => {}); lock = null; return; }
    lock = await navigator.wakeLock.request('screen').catch(() => null);   // refused, as when the battery is low: it goes on without
  }

  function enter(number, into) {
    const before = phases[now];
    now = number;
    const phase = phases[number];
    if (!before || before.beads !== phase.beads) drawBeads(phase);
    words.textContent = phase.words;
    status.textContent = phase.words;
    move(phase, into);
    signal(phase.movement);
  }

  function tick() {
    const passed = elapsed();
    const number = phases.findIndex((phase) => passed < phase.until);
    if (number < 0) { finish(); return; }
    const phase = phases[number];
    if (number !== now) enter(number, passed - phase.at);
    const second = Math.floor(phase.within + passed - phase.at);
    [...beads.children].forEach((bead, place) => bead.classList.toggle('on', place === second));
    const total = phases[phases.length - 1].until;
    left.textContent = asClock(Math.ceil((phase.beads ? total : phase.until) - passed));
  }

  function run() {
    if (chosen('sound')) sound ??= new AudioContext();   // a browser lets a page sound only from a press
    since = performance.now();
    ticking = setInterval(tick, 200);
    moving?.play();
    go.textContent = said.pause;
    status.textContent = phases[now]?.words ?? '';
    after.hidden = true;
    tick();
    stayAwake();
  }

  function pause() {
    gone += performance.now() - since;
    since = null;
    clearInterval(ticking);
    moving?.pause();
    stayAwake();
  }

  /** Back to the beginning, with what was practised written where the exercise asks for it, if nothing stands there. */
  function end(last) {
    const minutes = Math.floor((elapsed() + 1) / 60);
    if (since !== null) pause();
    moving?.cancel();
    [moving, scale, gone, now] = [null, SMALL, 0, -1];
    beads.replaceChildren();
    left.textContent = '';
    words.textContent = last;
    status.textContent = last;
    go.textContent = said.start;
    const field = said.minutesIn && document.querySelector(`form [name="${said.minutesIn}"]`);
    after.hidden = false;
    if (!field || field.value || minutes < 1) return;
    field.value = minutes;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    after.textContent = said.written.replace('%(n)s', minutes);
    status.textContent = `${last}. ${after.textContent}`;
  }

  const finish = () => { signal('still'); end(said.finished); };

  go.addEventListener('click', () => {
    if (since === null) { run(); return; }
    pause();
    go.textContent = said.onward;
    status.textContent = said.paused;
  });
  stop.addEventListener('click', () => end(said.ready));
  for (const option of guide.querySelectorAll('[name="guide-length"]')) {
    option.addEventListener('change', () => { end(said.ready); phases = plans[length()]; });
  }
  guide.querySelector('[name="guide-awake"]')?.addEventListener('change', stayAwake);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && lock) stayAwake(); });   // it was let go meanwhile
  for (const option of guide.querySelectorAll('[data-if]')) option.hidden = !(option.dataset.if in navigator);
  guide.querySelector('[data-as-text]').open = false;
  pacer.hidden = false;
}

for (const guide of document.querySelectorAll('[data-guide]')) enhance(guide);
