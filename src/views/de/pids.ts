import type { Phrases } from '../../base/language.ts';

export const pids: Phrases = {
  '{0} processes have a number here.': '{0} Prozesse haben hier eine Nummer.',
  'PID namespace of {0}, {1}': 'PID-Namespace von {0}, {1}',
  'PID 1 is {0}, {1} on the host.': 'PID 1 ist {0}, auf dem Host {1}.',
  'On the host': 'Auf dem Host',
  unnamed: 'namenlos',
  'PID namespace of {0}': 'PID-Namespace von {0}',
  'PID namespaces': 'PID-Namespaces',
  '{0} levels deep': '{0} Ebenen tief',
  'every process has a number here': 'alle haben hier eine Nummer',
  'inside the one to the left': 'innerhalb des linken',
  'none yet': 'noch keiner',
  'each numbers its own from 1': 'jeder zählt wieder ab 1',
  'one process: its number on the host, and inside':
    'ein Prozess: seine Nummer auf dem Host und innen',
  'one process, two numbers': 'ein Prozess, zwei Nummern',
  'PID 1 of a namespace: adopts its orphans; when it ends, the kernel kills the rest':
    'PID 1 eines Namespace: adoptiert dessen Waisen; endet sie, beendet der Kernel den Rest',
  'PID 1: if it ends, all in it end': 'PID 1: Endet sie, enden alle darin',
  'stopped by a signal, until SIGCONT': 'durch ein Signal gestoppt, bis SIGCONT',
  'stopped, until SIGCONT': 'gestoppt, bis SIGCONT',
  'zombie: has ended; its number stays taken until its parent asks for the exit status':
    'Zombie: beendet; die Nummer bleibt vergeben, bis der Exit-Status abgeholt ist',
  'zombie: ended, not yet waited for': 'Zombie: beendet, noch nicht abgeholt',
  'PID 1: the first process of this PID namespace. It adopts orphans; when it ends, the kernel kills all others in it.':
    'PID 1: der erste Prozess dieses PID-Namespace. Er adoptiert Waisen; endet er, beendet der Kernel alle anderen darin.',
};
