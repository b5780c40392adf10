import * as z from 'zod/mini';

/** The version of the contract that a message is written by: within one, fields are added, and none changes its meaning. */
export const versionField = z.exactOptional(
  z
    .literal(
      1,
      'must be 1: this release knows no other version of the contract, and judges nothing else of the message',
    )
    .check(
      z.meta({
        title: 'Version',
        description: 'Of the contract that the message is written by; 1 where absent.',
      }),
    ),
);
