import type { Container, Machine, World } from '../../world/model.ts';
import { figureSentences } from './figures.ts';
import { sizeText, stageWords, timeText } from './words.ts';
import { say } from '../say.ts';

/** What began between two worlds: containers whose program runs, and steps of the second machine's boot; and what containers have come to need. */
export function machineSentences(before: World, after: World): string[] {
  return [
    ...[...after.containers.values()].flatMap((container) =>
      startSentence(before.containers.get(container.id), container),
    ),
    ...[...after.machines.values()].flatMap((machine) =>
      bootSentences(before.machines.get(machine.id), machine),
    ),
    ...figureSentences(before, after),
  ];
}

function startSentence(before: Container | undefined, { name, start }: Container): string[] {
  if (!start || before?.start?.execedAt === start.execedAt) return [];
  return [
    say`The program of ${name} runs ${timeText(start.execedAt - start.askedAt)} after the engine was asked.`,
  ];
}

function bootSentences(before: Machine | undefined, machine: Machine): string[] {
  const known = before?.status === 'booting' || before?.status === 'running' ? before.stages : [];
  const reached = machine.stages.filter(({ name }) => !known.some((stage) => stage.name === name));
  const isOn = machine.status === 'booting' || machine.status === 'running';
  const stages = isOn
    ? reached.map(
        ({ name, ms }) =>
          say`The second machine, ${timeText(ms)} after power on: ${stageWords[name]()}.`,
      )
    : [];
  return before?.status === machine.status ? stages : [...stages, ...statusSentence(machine)];
}

function statusSentence({ status, memory, problem }: Machine): string[] {
  switch (status) {
    case 'booting':
      return [say`The second machine is switched on, with ${sizeText(memory)} of its own.`];
    case 'failed':
      return [say`The second machine failed: ${problem}.`];
    case 'off':
      return [say`The second machine is switched off.`];
    default:
      return [];
  }
}
