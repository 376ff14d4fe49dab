const fence = '```';

/** A lesson of one step that lints and plays as it is: what a new one begins as. */
export function lessonTemplate(name: string): string {
  const words = name.replace(/^\d+-/, '').replaceAll('-', ' ');
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return `---
title: '${title}'
summary: One sentence for the list of lessons.
minutes: 10
---

What the lesson is about, in a few sentences.

## Start a container

Say in one sentence what the step is for.

${fence}predict
ask: A container is started. Has its process a number on the host?
answer: { number-inside: { command: sleep } }
choices:
  same: Yes, the same as inside.
  other: Yes, another one.
${fence}

### Do

Say what to do. Lines that can be clicked:

${fence}sh
docker run -d --name box busybox sleep 3000
${fence}

### Expect

Say what will be seen.

### Meaning

Say what it meant; this is shown once the step is done.

${fence}check
- container-running
${fence}

${fence}solution
docker run -d --name box busybox sleep 3000
${fence}

${fence}alternative In two steps
docker create --name box busybox sleep 3000
docker start box
${fence}

${fence}wrong The image alone runs nothing
docker pull busybox
${fence}

${fence}wrong It was created but not started
docker create busybox sleep 3000
${fence}

${fence}wrong It ends at once
docker run busybox true
${fence}

${fence}hint when container-exited
The container has ended: a container lives as long as its first process.
${fence}

${fence}hint
${'`docker run`'} makes a container from an image and starts it.
${fence}
`;
}
