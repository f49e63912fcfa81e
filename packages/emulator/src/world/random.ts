import type { World } from './world.ts';

/** Which of the world's two random sources: what happens in it, or what happens to calls. Polling more must not change what happens. */
export type RandomSource = 'events' | 'calls';

/**
 * The next number of a seeded source, at least 0 and below 1.
 *
 * The generator is mulberry32: 32 bits of state, so that the world stays plain data.
 */
export function random(world: World, source: RandomSource = 'events'): number {
  world.randomStates[source] = (world.randomStates[source] + 0x6d2b79f5) | 0;
  const state = world.randomStates[source];
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** A number between the bounds. */
export function between(world: World, low: number, high: number, source: RandomSource = 'events'): number {
  return low + (high - low) * random(world, source);
}

/** So many hexadecimal digits, as in task and request ids. */
export function hexDigits(world: World, count: number, source: RandomSource = 'events'): string {
  let digits = '';
  while (digits.length < count)
    digits += Math.floor(random(world, source) * 65_536)
      .toString(16)
      .padStart(4, '0');
  return digits.slice(0, count);
}

/** So many decimal digits, the first not 0, as in deployment ids. */
export function decimalDigits(world: World, count: number, source: RandomSource = 'events'): string {
  let digits = String(1 + Math.floor(random(world, source) * 9));
  while (digits.length < count) digits += String(Math.floor(random(world, source) * 10));
  return digits;
}

/** A UUID as in event ids. */
export function uuid(world: World, source: RandomSource = 'events'): string {
  const digits = hexDigits(world, 32, source);
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
