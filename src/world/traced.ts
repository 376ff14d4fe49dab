import type { Evidence } from './model.ts';

/** The thread that an event of the kernel's trace happened in. */
export interface TracedThread {
  readonly tid: number;
  /** Its short name then; null where the trace was read without. */
  readonly comm: string | null;
}

/**
 * Which thread an event of the trace is evidence of; null for evidence from elsewhere. Pages of the ring say "thread 214, 12.5: …";
 * older recordings have lines of trace_pipe, "sh-214  [000] …", which begin with its name.
 */
export function tracedThread({ text }: Evidence): TracedThread | null {
  const [, bare] = /^thread (\d+), /.exec(text) ?? [];
  if (bare !== undefined) return { tid: Number(bare), comm: null };
  const [, comm, tid] = /^ *(.{1,16})-(\d+) +\[/.exec(text) ?? [];
  return comm === undefined ? null : { tid: Number(tid), comm: comm.trim() };
}
