/**
 * A moment as `12:03:41 UTC`, with its date where that is not today's.
 *
 * @param at milliseconds since the epoch.
 * @param today a moment of the day that needs no date.
 */
export function timeText(at: number, today: number): string {
  const [date, time] = new Date(at).toISOString().slice(0, 19).split('T');
  const isToday = new Date(today).toISOString().slice(0, 10) === date;
  return `${isToday ? '' : `${date ?? ''} `}${time ?? ''} UTC`;
}
