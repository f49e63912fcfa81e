/** Lets so many in at a time; the others wait in line. */
export function gateFor(size: number): { enter(): Promise<() => void> } {
  let free = Math.max(1, size);
  const line: (() => void)[] = [];
  const leave = () => {
    const next = line.shift();
    if (next) next();
    else free += 1;
  };
  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      return leave;
    },
  };
}
