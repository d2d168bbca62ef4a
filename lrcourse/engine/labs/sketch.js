// A lab whose picture Python draws: an <img>, swapped without a flicker.

/* global make, frame, followTheme, isDark, night, paper, finger */

// The picture as it is, or for a dark page.
async function shaded(bytes, root) {
  const light = new Blob([bytes], { type: "image/jpeg" });
  if (!root.isConnected || !isDark(root)) return light;
  const bitmap = await createImageBitmap(light);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  const picture = pen.getImageData(0, 0, bitmap.width, bitmap.height);
  night(picture.data, paper(root));
  pen.putImageData(picture, 0, 0);
  return canvas.convertToBlob({ type: "image/jpeg", quality: 1 }); // the one quality that keeps coloured lines sharp
}

// The places where the hand takes hold of the picture: a handle, or anywhere in its axes, which brings it there. A held
// handle follows the hand at once, the picture as soon as Python has drawn it. Readers without a pointer move the
// sliders, so a screen reader need not mention the handles.
function grips(model, lab, board) {
  const nodes = new Map();
  let held = null, pointer = null; // which of several fingers holds it
  const specs = () => model.get("_handles");
  const within = (share) => Math.min(Math.max(share, 0), 1), inside = (share) => share === within(share);
  // Where a handle and a pointer are, as shares of the picture.
  const seat = ([, x, y, [left, right, bottom, top], [ax, ay, width, height]]) =>
    [ax + (width * (x - left)) / (right - left), ay + (height * (top - y)) / (top - bottom)];
  const place = ({ clientX, clientY }) => {
    const box = board.getBoundingClientRect();
    return [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
  };
  const put = (node, spec) => { [node.style.left, node.style.top] = seat(spec).map((share) => `${100 * share}%`); };
  const closest = (event, among) => {
    const [px, py] = place(event);
    const far = (spec) => { const [x, y] = seat(spec); return Math.hypot((x - px) * board.clientWidth, (y - py) * board.clientHeight); };
    return among(far, px, py).sort((one, other) => far(one) - far(other))[0]?.[0] ?? null;
  };
  const nearest = (event) => closest(event, (far, px, py) => specs().filter(([, , , , [ax, ay, width, height]]) =>
    inside((px - ax) / width) && inside((py - ay) / height)));
  // Where grips overlap, take the one whose middle is nearest, not the one that happens to be on top.
  const touched = (event, grip) => closest(event, (far) => specs().filter((spec) =>
    spec[0] === grip || far(spec) < nodes.get(spec[0])?.offsetWidth / 2));
  const drag = (event) => {
    const spec = specs().find(([name]) => name === held);
    if (!spec) return;
    const [, , , [left, right, bottom, top], [ax, ay, width, height]] = spec, [px, py] = place(event);
    const x = left + (right - left) * within((px - ax) / width), y = top - (top - bottom) * within((py - ay) / height);
    put(nodes.get(held), [held, x, y, ...spec.slice(3)]);
    lab.post.ask({ grab: { name: held, x, y } });
  };
  const hold = (event) => {
    held = nearest(event);
    if (held) drag(event);
    return Boolean(held);
  };
  const born = (name) => {
    const node = make("div", { className: "lr-grip", ariaHidden: "true", title: "drag me" });
    node.dataset.name = name;
    board.append(node);
    nodes.set(name, node);
    return node;
  };
  const show = () => {
    for (const spec of specs()) if (spec[0] !== held) put(nodes.get(spec[0]) ?? born(spec[0]), spec);
    for (const [name, node] of nodes) node.hidden = !specs().some((spec) => spec[0] === name);
  };
  const settle = () => { if (!lab.post.busy()) show(); }; // otherwise with Python's answer
  const release = () => { held = pointer = null; setTimeout(settle, 300); };

  board.addEventListener("pointerdown", (event) => {
    const grip = event.target.dataset.name; // it stays where it is, even if not taken by its middle
    if (event.button || pointer !== null || !grip && (event.pointerType === "touch" || !hold(event))) return;
    if (grip) held = touched(event, grip);
    pointer = event.pointerId;
    event.target.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  board.addEventListener("pointermove", (event) => {
    if (held && [null, event.pointerId].includes(pointer)) drag(event);
    else board.classList.toggle("lr-live", nearest(event) !== null);
  });
  for (const end of ["pointerup", "pointercancel"]) board.addEventListener(end, (event) => { if (held && event.pointerId === pointer) release(); });
  finger(board, (event) => !event.target.dataset.name && nearest(event) !== null, hold, hold, release);
  return show;
}

function render({ model, el, signal }) {
  const lab = frame(model, el, signal);
  const picture = make("img", { className: "lr-picture", alt: model.get("alt"), draggable: false });
  const board = make("div", { className: "lr-board" }, picture);
  lab.body.append(board);
  const hands = grips(model, lab, board);

  // Sized in rem, so that it grows with the reader's font; known before the first byte arrives, so that the page stays
  // still. A narrow page asks for a picture of its own, narrower and often taller, instead of one with small letters.
  const [full, height] = model.get("_full"), tall = model.get("_tall");
  const widest = Math.floor(model.get("_wide") * full);
  lab.root.style.setProperty("--lr-widest", `${widest / 16 + 2.2}rem`); // the frame around it, too
  const narrow = (width) => width < model.get("_narrow") * full, grow = model.get("_grow");
  const high = (width) => Math.round(narrow(width) ? tall + grow * (width - model.get("_least")) : height + grow * (width - full));
  let drawn = model.get("size")[0], later = null, asked = false;
  const fit = () => {
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const width = Math.min(Math.max(Math.round((lab.body.clientWidth * 16) / rem), model.get("_least")), widest);
    clearTimeout(later);
    const asks = lab.body.clientWidth && (Math.abs(width - drawn) > 12 || narrow(width) !== narrow(drawn));
    // The picture to come; or else the present one, which another view of this lab may have asked for.
    const [across, down] = asks || asked ? [width, high(width)] : model.get("size");
    picture.style.width = `${Math.min(width, across) / 16}rem`;
    picture.style.aspectRatio = `${across} / ${down}`;
    if (asks) later = setTimeout(() => { drawn = width; asked = true; lab.post.ask({ width }, { quiet: true }); }, 150);
  };
  const watch = new ResizeObserver(fit);
  watch.observe(lab.body);

  let shown = null, busy = false, again = false;
  const next = async () => {
    const url = URL.createObjectURL(await shaded(model.get("image"), lab.root)), image = new Image();
    image.src = url;
    await image.decode().catch(() => {});
    picture.src = url;
    hands();
    if (shown) URL.revokeObjectURL(shown);
    shown = url;
  };
  // One at a time: whatever arrives meanwhile is shown after it, but only the newest.
  const swap = async () => {
    again = busy;
    if (busy) return;
    busy = true;
    try { await next(); } finally { busy = false; }
    if (again) swap();
  };
  const tell = () => { lab.say(model.get("words")); lab.count(model.get("number"), model.get("_number")); };

  model.on("change:size", () => { asked = false; fit(); });
  model.on("change:image", swap);
  model.on("change:_handles", hands);
  model.on("change:words", tell);
  model.on("change:error", tell);
  model.on("change:_answered", tell); // even after a silence, when the words are the same as before
  signal.addEventListener("abort", () => {
    watch.disconnect();
    clearTimeout(later);
    if (shown) URL.revokeObjectURL(shown);
  });
  followTheme(lab.root, signal, swap);
  swap();
  tell();
}
export default { render };
