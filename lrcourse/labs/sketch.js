// A lab whose picture Python draws: an <img>, swapped without a flicker.

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const [width, height] = model.get("size");
  const picture = make("img", { className: "lr-picture", alt: model.get("alt"), draggable: false });
  // In rem, so that the picture grows with the reader's font; its height is known before the first byte arrives.
  picture.style.width = `${width / 16}rem`;
  picture.style.aspectRatio = `${width} / ${height}`;
  lab.body.append(picture);

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
  signal.addEventListener("abort", () => { if (shown) URL.revokeObjectURL(shown); });
  followTheme(lab.root, signal, () => {});
  swap();
  tell();
}
export default { render };
