// The panel that shows places in a box, which the hand turns, sideways and up and down. The page projects them itself,
// so the box follows the hand at once; Python hears about its two sliders afterwards.

/* global Plane, finger */
/* exported Scene */

class Scene extends Plane {
  prepare() {
    super.prepare();
    if (!this.canvas.classList.contains("lr-turn")) this.listen(this.canvas);
    if (!this.stage.busy()) this.leads = false; // this is the answer to the latest request
    if (!this.leads) [this.turned, this.tilt] = [this.spec.turned, this.spec.tilt];
  }

  update(spec) {
    super.update(spec);
    this.canvas.ariaLabel = `${spec.title}. The arrow keys turn it.`;
  }

  // No axes: the box has its own.
  axes() {}
  layout() {
    if (!super.layout()) return false;
    Object.assign(this, { left: 0, top: 0, wide: this.width, high: this.height });
    return true;
  }

  px(x) { return this.width / 2 + x * this.unit; }
  py(y) { return this.height / 2 - y * this.unit; }

  // Places in the box are projected: (K, 3) becomes (K, 2).
  at(name, step) {
    const array = super.at(name, step);
    if (this.stage.frames.arrays[name].inner[1] !== 3) return array;
    const flat = new Float32Array((array.length / 3) * 2);
    for (let i = 0, j = 0; i < array.length; i += 3, j += 2) {
      const [u, v, height] = [array[i], array[i + 1], array[i + 2]];
      flat[j] = u * this.cos - v * this.sin;
      flat[j + 1] = (u * this.sin + v * this.cos) * this.down + height * this.tall * this.level;
    }
    return flat;
  }

  inside(step) {
    const { spec, stage } = this;
    const turned = (this.turned * Math.PI) / 180, tilted = (this.tilt * Math.PI) / 180, rise = stage.frames.at(spec.rise, step)[0];
    Object.assign(this, { tall: rise * spec.full, sin: Math.sin(turned), cos: Math.cos(turned), down: Math.sin(tilted), level: Math.cos(tilted) });
    const up = Math.max(1.45 * this.down + spec.full * this.level + 0.1, 1.65 * spec.full * this.level + 0.13);
    this.unit = Math.min(this.width / 3, this.height / (2 * up)); // the whole box fits in
    const order = spec.layers.map((_, k) => k), [one, other] = spec.sides, n = stage.frames.at(spec.normal, step);
    const facing = this.down * n[2] - this.tall * this.level * (this.sin * n[0] + this.cos * n[1]);
    if (facing < 0) [order[one], order[other]] = [other, one];
    const seen = order.filter((k) => spec.layers[k].only !== (rise ? "flat" : "lifted"));
    seen.forEach((k) => this[`draw${spec.layers[k].kind}`](spec.layers[k], step, k));
  }

  drawWire(layer, step) {
    const flat = this.at(layer.x, step), path = new Path2D();
    let pen = false;
    for (let i = 0; i < flat.length; i += 2) {
      const ok = Number.isFinite(flat[i]);
      if (ok) path[pen ? "lineTo" : "moveTo"](this.px(flat[i]), this.py(flat[i + 1]));
      pen = ok;
    }
    this.stroke(path, this.shade(layer.color));
  }

  // Labels above the box are left out when it is seen from so far above that they would lie on the samples.
  drawLabels(layer, step) {
    const heights = super.at(layer.x, step).filter((_, i) => i % 3 === 2), flat = 1.65 * this.tall * this.level < 1.41 * this.down;
    super.drawLabels({ ...layer, texts: layer.texts.map((text, k) => (flat && heights[k] > 1 ? "" : text)) }, step);
  }

  // -- the hand --

  hear(values) {
    const [turned, tilt] = this.spec.controls;
    if (!(turned in values || tilt in values)) return;
    this.leads = true;
    this.turned = values[turned] ?? this.turned;
    this.tilt = values[tilt] ?? this.tilt;
    this.stage.paint();
  }

  // Turns by some degrees: to the right, the front moves to the right; upwards, you see more from above.
  turn(right, up) {
    this.fine ??= [this.turned, this.tilt];
    this.fine = [(this.fine[0] + right + 360) % 360, Math.min(Math.max(this.fine[1] + up, 0), 90)];
    const [turned, tilt] = this.fine.map(Math.round);
    if (turned === this.turned && tilt === this.tilt) return;
    const values = { [this.spec.controls[0]]: turned, [this.spec.controls[1]]: tilt };
    this.hear(values);
    this.stage.lead(values);
  }

  listen(canvas) {
    canvas.classList.add("lr-turn");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    let last = null;
    const hold = ({ clientX, clientY }) => {
      last = [clientX, clientY];
      this.fine = null;
      return true;
    };
    const end = () => { last = null; };
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button) return;
      hold(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", ({ clientX, clientY }) => {
      if (!last) return;
      const degrees = 180 / Math.PI / this.unit;
      this.turn((clientX - last[0]) * degrees, (clientY - last[1]) * degrees);
      last = [clientX, clientY];
    });
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, end);
    finger(canvas, () => true, hold, () => {}, end);
    const keys = { ArrowLeft: [-5, 0], ArrowRight: [5, 0], ArrowUp: [0, 5], ArrowDown: [0, -5] };
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in keys)) return;
      event.preventDefault();
      this.fine = null;
      this.turn(...keys[event.key]);
      this.stage.tell(`Turned by ${this.turned}\u00b0, seen from ${this.tilt}\u00b0 above.`);
    });
  }
}
