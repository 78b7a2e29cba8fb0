// Tries camera and microphone on this machine alone: the picture is shown, the loudness moves a meter, and nothing is sent or kept.
//
// Markup: #utstyr, hidden, with a video, a meter, a [role=status], a button, and what is said in data-works and data-no-camera.

const place = document.querySelector('#utstyr');
const [picture, meter, status, button] = ['video', 'meter', '[role=status]', 'button'].map((each) => place.querySelector(each));

async function listen(stream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const move = () => {
    analyser.getFloatTimeDomainData(samples);
    meter.value = Math.min(1, 4 * Math.max(...samples.map(Math.abs)));
    requestAnimationFrame(move);
  };
  move();
}

async function attempt() {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    picture.srcObject = stream;
    await picture.play();
    await listen(stream);
    status.textContent = place.dataset.works;
    button.hidden = true;
  } catch {
    status.textContent = place.dataset.noCamera;
  }
}

if (navigator.mediaDevices?.getUserMedia) {
  place.hidden = false;
  button.addEventListener('click', attempt);
}
