/** What the exit code of every command means. HTTP has its own table in the server. */
export const exitCodes = {
  satisfied: { code: 0, doc: 'Everything was done, and the policy is met.' },
  policy: { code: 1, doc: 'The policy is not met: findings reach the threshold.' },
  usage: { code: 2, doc: 'The command line or the configuration is wrong.' },
  incomplete: {
    code: 3,
    doc: 'Something could not be read or decided; nothing that was decided breaks the policy. Never the same as "no findings".',
  },
  trust: { code: 4, doc: 'A signature, attestation or identity did not verify.' },
  bug: { code: 70, doc: 'A bug in Assay, or a broken environment.' },
  interrupted: { code: 130, doc: 'Interrupted by the user.' },
} as const;
