// Writes the captions of a sound below it while it plays, since browsers draw them over a picture that moves and nowhere else.
//
// Markup: .player.sound with a video, its track, and a [data-cue] that is hidden until the script is there.

for (const player of document.querySelectorAll('.player.sound')) {
  const [track] = player.querySelector('video').textTracks;
  const line = player.querySelector('[data-cue]');
  track.mode = 'hidden';
  line.hidden = false;
  track.addEventListener('cuechange', () => {
    line.textContent = [...track.activeCues].map((cue) => cue.getCueAsHTML().textContent).join(' ');
  });
}
