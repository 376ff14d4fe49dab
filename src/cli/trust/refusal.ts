import type { Answer } from '../declared.ts';

/** No signatures are kept or asked for here; docker itself fails without a notary server. */
export const refuseTrust: Answer = async ({ client, arguments: [name = ''] }, verb) => {
  if (verb === 'inspect') {
    await client.out('[]\n');
    await client.err(`No signatures or cannot access ${name}\n`);
    return 1;
  }
  await client.err("Content trust is not supported by Fishbowl's engine\n");
  return 1;
};
