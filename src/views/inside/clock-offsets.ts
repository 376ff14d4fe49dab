// The clocks of a time namespace: /proc/PID/timens_offsets (time_namespaces(7)).

const clocks = ['monotonic', 'boottime'] as const;
type Clock = (typeof clocks)[number];

/** How far a clock is set ahead of the host’s. */
export interface ClockOffset {
  readonly clock: Clock;
  readonly seconds: number;
  readonly nanoseconds: number;
}

export function parseClockOffsets(text: string): readonly ClockOffset[] {
  return text.split('\n').flatMap((line) => {
    const [, name, seconds, nanoseconds] = /^(\w+)\s+(-?\d{1,12})\s+(\d{1,9})\s*$/.exec(line) ?? [];
    const clock = clocks.find((each) => each === name);
    return clock ? [{ clock, seconds: Number(seconds), nanoseconds: Number(nanoseconds) }] : [];
  });
}
