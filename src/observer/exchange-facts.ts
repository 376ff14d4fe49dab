import type { EngineEvent, ExchangeSubject as Told } from '../engine/event.ts';
import type { WorldFact } from '../world/event.ts';
import { containerId, exchangeId } from '../world/id.ts';
import type { Evidence, ExchangeSubject, Millis } from '../world/model.ts';

type ExchangeEvent = Extract<EngineEvent, { type: 'exchange' }>;

/** What docker's parts say to each other, in the world's terms. */
export function exchangeFact(event: ExchangeEvent, at: Millis): WorldFact {
  if (event.action === 'cut') return { type: 'traffic/cut' };
  const id = exchangeId(event.id);
  if (event.action === 'progressed') return { type: 'exchange/progressed', id, bytes: event.bytes };
  if (event.action === 'answered') {
    const { status, bytes, text } = event.answer;
    const evidence = { path: 'answer', text, at };
    return { type: 'exchange/answered', id, answer: { at, status, bytes }, evidence };
  }
  const { subject: told } = event;
  const command = event.command === null ? null : exchangeId(event.command);
  const answer = isOneWay(told) ? { at, status: null, bytes: 0 } : null;
  const evidence = [{ ...evidenceOf(told), at }];
  const exchange = { id, command, subject: subjectOf(told), sentAt: at, answer, evidence };
  return { type: 'exchange/sent', exchange };
}

function isOneWay({ kind }: Told): boolean {
  return kind === 'layer' || kind === 'event';
}

function subjectOf(told: Told): ExchangeSubject {
  switch (told.kind) {
    case 'command':
      return { kind: told.kind, pid: told.pid, argv: told.argv };
    case 'layer': {
      const { kind, way, digest, size, outcome } = told;
      return { kind, way, digest, size, outcome };
    }
    case 'attach':
      return { kind: told.kind, container: containerId(told.container) };
    default:
      return told;
  }
}

function evidenceOf(told: Told): Omit<Evidence, 'at'> {
  switch (told.kind) {
    case 'command':
      return { path: '/var/run/docker.sock', text: told.message };
    case 'operations':
      return { path: 'message to the agent', text: operationsText(told) };
    case 'registry':
      return { path: `request to ${told.host}`, text: told.request };
    case 'layer':
      return { path: told.path, text: told.found };
    case 'event': {
      const { topic, action, subject, name } = told;
      return { path: 'docker events', text: `${topic} ${action} ${subject} (name=${name})` };
    }
    case 'attach':
      return { path: '/var/run/docker.sock', text: `attach to ${told.socket}` };
  }
}

function operationsText({ counts, lines }: Extract<Told, { kind: 'operations' }>): string {
  const kinds = Object.entries(counts).map(([op, count]) => `${op} ×${String(count)}`);
  return [kinds.join(', '), ...lines].join('\n');
}
