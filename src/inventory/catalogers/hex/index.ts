import type { Cataloger } from '../../cataloger.ts';

export const hexCatalogers: readonly Cataloger[] = [
  {
    id: 'hex/mix-lock',
    title: 'mix.lock of Elixir, with the requirements of mix.exs',
    technique: 'lockfile',
    files: ['mix.lock'],
    load: async () => (await import('./mix-lock.ts')).catalogMixLock,
  },
  {
    id: 'hex/rebar-lock',
    title: 'rebar.lock of Erlang',
    technique: 'lockfile',
    files: ['rebar.lock'],
    load: async () => (await import('./rebar-lock.ts')).catalogRebarLock,
  },
  {
    id: 'hex/mix-exs',
    title: 'mix.exs without a lockfile: the dependencies that it names in plain text',
    technique: 'manifest',
    files: ['mix.exs'],
    fallback: true,
    load: async () => (await import('./mix-exs.ts')).catalogMixExs,
  },
];
