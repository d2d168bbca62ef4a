// The hand in a plane: a click on an empty place, or a point that is dragged; by mouse, by finger, or by the keys
// (arrows move a pointer, Enter presses and releases it).

/* global minus, finger */
/* exported Hand, LIGHT_EDGE */

const LIGHT_EDGE = "rgba(20, 20, 20, .75)";

class Hand {
  constructor(plane) {
    // Where it is, in the panel's units; the point that it holds, or -1; whether the keys, or a finger, have it.
    Object.assign(this, { plane, x: NaN, y: NaN, held: -1, shown: false, touched: false });
    const { canvas } = plane;
    canvas.classList.add("lr-live");
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    this.byMouse(canvas);
    this.byFinger(canvas);
    this.byKeys(canvas);
  }

  tell(kind) { this.plane.stage.gesture(this.plane, kind, this.held, this.x, this.y); }

  to(px, py) {
    const { left, top, wide, high } = this.plane;
    this.x = this.plane.dataX(Math.min(Math.max(px, left), left + wide));
    this.y = this.plane.dataY(Math.min(Math.max(py, top), top + high));
    if (this.held >= 0) { this.carry(); this.tell("drag"); }
  }

  press() { if (!this.grasp() && this.plane.spec.click) this.tell("click"); }

  // Takes hold of the point here. Unless a click means something else, it brings the nearest point here.
  grasp() {
    this.held = this.nearest();
    if (this.held >= 0 || this.plane.spec.click) return this.held >= 0;
    this.held = this.nearest(Infinity);
    if (this.held >= 0) { this.carry(); this.tell("drag"); }
    return this.held >= 0;
  }

  release() {
    if (this.held >= 0) this.tell("drop");
    this.held = -1;
  }

  inside({ offsetX, offsetY }) { return offsetX >= this.plane.left && offsetY <= this.plane.top + this.plane.high; }

  byMouse(canvas) {
    canvas.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch" || event.button || !this.inside(event)) return;
      this.shown = false;
      this.held = -1;
      this.to(event.offsetX, event.offsetY);
      this.press();
      if (this.held >= 0) canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener("pointermove", (event) => { if (this.held >= 0 && !this.shown) this.to(event.offsetX, event.offsetY); });
    canvas.addEventListener("pointerup", () => { if (!this.shown) this.release(); });
    canvas.addEventListener("pointercancel", () => this.release());
  }

  byFinger(canvas) {
    const hold = (down) => {
      this.shown = false;
      this.to(down.offsetX, down.offsetY);
      this.touched = this.grasp();
      this.plane.stage.paint();
      return this.touched;
    };
    const tap = (down) => {
      this.shown = false;
      this.to(down.offsetX, down.offsetY);
      if (this.nearest() < 0) this.press();
    };
    const end = () => {
      this.release();
      this.touched = false;
      this.plane.stage.paint();
    };
    finger(canvas, (event) => this.inside(event), hold, tap, end);
  }

  byKeys(canvas) {
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    canvas.addEventListener("keydown", (event) => {
      if (!(event.key in arrows) && event.key !== "Enter") return;
      event.preventDefault();
      if (this.held >= 0 && !this.shown) return; // a mouse or a finger holds it
      const { plane } = this;
      this.shown = true;
      if (Number.isNaN(this.x)) [this.x, this.y] = [(plane.x[0] + plane.x[1]) / 2, (plane.y[0] + plane.y[1]) / 2];
      if (event.key !== "Enter") {
        const [right, down] = arrows[event.key];
        this.to(plane.px(this.x) + right * plane.wide / 50, plane.py(this.y) + down * plane.high / 50);
      } else if (this.held >= 0) this.release();
      else this.press();
      plane.stage.paint();
      plane.stage.tell(this.where());
    });
    canvas.addEventListener("blur", () => { this.shown = false; this.release(); this.plane.stage.paint(); });
  }

  // For readers who can't see the pointer: where it is, and on what.
  where() {
    const { spec, points, stage } = this.plane, near = this.nearest();
    const number = (v) => minus(String(Number(v.toPrecision(2))));
    const place = `${spec.xlabel} ${number(this.x)}, ${spec.ylabel} ${number(this.y)}`;
    if (near < 0) return place;
    const kind = Number(stage.frames.at(points.t, stage.step)[near] > 0), name = points.labels[kind] || `class ${kind}`;
    return `${place}, ${this.held >= 0 ? "holding" : "on"} a point of ${name}`;
  }

  nearest(reach = 1.2 * this.plane.em) {
    const { points, stage } = this.plane;
    if (!points) return -1;
    const xy = stage.frames.at(points.x, stage.step);
    let best = -1;
    for (let n = 0; n < xy.length / 2; n++) {
      const far = Math.hypot(this.plane.px(xy[2 * n]) - this.plane.px(this.x), this.plane.py(xy[2 * n + 1]) - this.plane.py(this.y));
      if (far < reach) [best, reach] = [n, far];
    }
    return best;
  }

  // The point follows the hand at once; Python's answer comes after.
  carry() {
    this.put();
    this.plane.sheets.clear();
    this.plane.stage.paint();
  }

  put() {
    const { points, stage } = this.plane, xy = stage.frames.at(points.x, stage.step);
    if (2 * this.held + 1 < xy.length) [xy[2 * this.held], xy[2 * this.held + 1]] = [this.x, this.y];
  }

  cross() {
    const path = new Path2D(), [x, y] = [this.plane.px(this.x), this.plane.py(this.y)];
    path.moveTo(x - 12, y); path.lineTo(x + 12, y); path.moveTo(x, y - 12); path.lineTo(x, y + 12);
    this.plane.stroke(path, LIGHT_EDGE, 4);
    this.plane.stroke(path, this.held >= 0 ? this.plane.stage.colors.held : "#ffffff", 2);
  }
}
