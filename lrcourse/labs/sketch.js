// A lab whose picture Python draws: an <img>, swapped without a flicker.

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const picture = make("img", { className: "lr-picture", alt: model.get("alt"), draggable: false });
  lab.body.append(picture);

  // Sized in rem, so that it grows with the reader's font; known before the first byte arrives, so that the page stands
  // still. A narrow page asks for a picture of its own, narrower and often taller, instead of one with small letters.
  const [full, height] = model.get("_full"), tall = model.get("_tall");
  const narrow = (width) => width < 0.75 * full;
  let drawn = model.get("size")[0], later = null;
  const fit = () => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = Math.min(Math.max(Math.round((lab.body.clientWidth * 16) / rem), 320), full);
    picture.style.width = `${width / 16}rem`;
    picture.style.aspectRatio = `${width} / ${narrow(width) ? tall : height}`;
    clearTimeout(later);
    if (lab.body.clientWidth && (Math.abs(width - drawn) > 12 || narrow(width) !== narrow(drawn))) {
      later = setTimeout(() => { drawn = width; lab.post.ask({ width }); }, 150);
    }
  };
  const watch = new ResizeObserver(fit);
  watch.observe(lab.body);

  let shown = null;
  const swap = async () => {
    const bytes = model.get("image");
    const url = URL.createObjectURL(new Blob([bytes], { type: "image/jpeg" }));
    const next = new Image();
    next.src = url;
    try { await next.decode(); } catch { URL.revokeObjectURL(url); return; }
    if (model.get("image") !== bytes) { URL.revokeObjectURL(url); return; } // a newer one overtook it
    picture.src = url;
    if (shown) URL.revokeObjectURL(shown);
    shown = url;
  };
  const tell = () => lab.say(model.get("words"));

  model.on("change:image", swap);
  model.on("change:words", tell);
  model.on("change:error", tell);
  model.on("change:_answered", tell); // also after a silence, when the words are the same as before
  signal.addEventListener("abort", () => {
    watch.disconnect();
    clearTimeout(later);
    if (shown) URL.revokeObjectURL(shown);
  });
  followTheme(lab.root, signal, () => {});
  swap();
  tell();
}
export default { render };
