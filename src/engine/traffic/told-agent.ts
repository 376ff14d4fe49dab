import type { Agent, Operation, Result } from '../../agent/agent.ts';
import { describeOperation } from '../../agent/operation.ts';
import type { ExchangeAnswer, ExchangeSubject } from '../event.ts';
import type { Traffic } from './traffic.ts';

/** The agent, with every message that carries operations told. */
export function toldAgent(agent: Agent, traffic: Traffic): Agent {
  const call: Agent['call'] = async (operation) => {
    const asked = traffic.ask(subjectOf([operation]));
    try {
      const value = await agent.call(operation);
      asked.answered(answerOf([{ ok: true, value }]));
      return value;
    } catch (error) {
      asked.answered(failed(error));
      throw error;
    }
  };
  const batch: Agent['batch'] = async (operations, options) => {
    if (operations.length === 0) return [];
    const asked = traffic.ask(subjectOf(operations));
    try {
      const results = await agent.batch(operations, options);
      asked.answered(answerOf(results));
      return results;
    } catch (error) {
      asked.answered(failed(error));
      throw error;
    }
  };
  return new Proxy(agent, {
    get(target, name) {
      if (name === 'call') return call;
      if (name === 'batch') return batch;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** What changes more than files, and is worth a line. */
const notable = new Set<Operation['op']>(['mount', 'umount', 'run', 'kill', 'dial']);
const mostLines = 12;

function subjectOf(operations: readonly Operation[]): ExchangeSubject {
  const counts: Record<string, number> = {};
  let bytes = 0;
  const lines: string[] = [];
  for (const operation of operations) {
    counts[operation.op] = (counts[operation.op] ?? 0) + 1;
    bytes += bytesIn(operation);
    if (notable.has(operation.op) && lines.length < mostLines) lines.push(lineOf(operation));
  }
  return { kind: 'operations', counts, lines, bytes };
}

function bytesIn(operation: Operation): number {
  if (operation.op === 'write' || operation.op === 'dial') return operation.data.length;
  return operation.op === 'run' ? (operation.stdin?.length ?? 0) : 0;
}

const longestLine = 160;

function lineOf(operation: Operation): string {
  const line =
    operation.op === 'run'
      ? `run ${operation.argv.join(' ')}`
      : operation.op === 'mount'
        ? `mount ${operation.type || 'bind'} ${operation.target}`
        : describeOperation(operation);
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

function answerOf(results: readonly Result[]): ExchangeAnswer {
  let bytes = 0;
  const faults: string[] = [];
  for (const result of results) {
    if (!result.ok) faults.push(result.error.message);
    else bytes += bytesOf(result.value);
  }
  return { status: faults.length, bytes, text: faults[0] ?? `${String(results.length)} done` };
}

function bytesOf(value: Extract<Result, { ok: true }>['value']): number {
  if (value instanceof Uint8Array) return value.length;
  if (value === null || typeof value !== 'object' || !('stdout' in value)) return 0;
  return value.stdout.length + value.stderr.length;
}

function failed(error: unknown): ExchangeAnswer {
  return { status: 1, bytes: 0, text: error instanceof Error ? error.message : String(error) };
}
