// Shows how the words look while they are written. Without it a button does.
const WAIT = 600;
for (const form of document.querySelectorAll('form[data-preview]')) {
  const place = form.querySelector('[data-preview-at]');
  let timer, asked = 0;
  const show = async () => {
    const body = new FormData(form), mine = ++asked;
    for (const name of [...body.keys()]) if (name.startsWith('draft')) body.delete(name); // it is looked at, and not sent
    body.set('gjor', 'vis');
    try {
      const answer = await fetch(form.action, { method: 'POST', body, headers: { Accept: 'application/json' } });
      if (!answer.ok || mine !== asked) return;
      const open = [...place.querySelectorAll('details')].map((each) => each.open);
      place.innerHTML = (await answer.json()).html;
      place.querySelectorAll('details').forEach((each, at) => { if (at in open) each.open = open[at]; });
    } catch { /* The button is there still. */ }
  };
  form.addEventListener('input', (event) => {
    if (!event.target.matches('textarea, [name^="lede-"]')) return;
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
}
