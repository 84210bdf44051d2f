/**
 * The scale of an estimate: a slider's share (0 to 1) and the number that it means.
 * @typedef {{ min: number, max: number, step: number, log: boolean }} Scale
 */

/**
 * The number rounded to the scale: to steps, or on a logarithmic scale to three digits.
 * @param {number} number
 * @param {Scale} scale
 */
function rounded(number, scale) {
  const near = scale.log
    ? Number(number.toPrecision(3))
    : Number((scale.min + Math.round((number - scale.min) / scale.step) * scale.step).toFixed(10));
  return Math.min(scale.max, Math.max(scale.min, near));
}

/**
 * How many places a slider has, so that an arrow key moves it by a step where that is not too little to see.
 * @param {Scale} scale
 */
export function notchesOf({ min, max, step, log }) {
  return log ? 200 : Math.min(1000, Math.max(1, Math.round((max - min) / step)));
}

/**
 * @param {number} share
 * @param {Scale} scale
 */
export function numberAt(share, scale) {
  const { min, max, log } = scale;
  return rounded(log ? min * (max / min) ** share : min + share * (max - min), scale);
}

/**
 * @param {number} number
 * @param {Scale} scale
 */
export function shareOf(number, scale) {
  const { min, max, log } = scale;
  const share = log ? Math.log(number / min) / Math.log(max / min) : (number - min) / (max - min);
  return Math.min(1, Math.max(0, share));
}

/**
 * The next number up or down: a step, or on a logarithmic scale a twentieth more or less.
 * @param {number} number
 * @param {number} by 1 or -1
 * @param {Scale} scale
 */
export function stepped(number, by, scale) {
  return rounded(scale.log ? number * 1.05 ** by : number + by * scale.step, scale);
}
