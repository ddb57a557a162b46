import { present } from '../../present.ts';

/** What the qualifiers of a conda package are made of. */
export interface CondaPlace {
  readonly build?: string | undefined;
  /** A name or a URL. */
  readonly channel?: string | undefined;
  readonly subdir?: string | undefined;
  /** Of the package: `name-1.0-build_0.conda`. */
  readonly file?: string | undefined;
}

/** `build`, `channel`, `subdir` and `type`, as the purl type `conda` has them; undefined when none of them is known. */
export function qualifiersOf({ build, channel, subdir, file }: CondaPlace): Readonly<Record<string, string>> | undefined {
  const type = /\.(conda|tar\.bz2)$/.exec(file ?? '')?.[1];
  const qualifiers = present({
    build: build || undefined,
    channel: channel === undefined ? undefined : channelName(channel),
    subdir: subdir || undefined,
    type,
  });
  return Object.keys(qualifiers).length === 0 ? undefined : qualifiers;
}

/**
 * The name of a channel from its address: the last part of the path, since what stands before it is the server's business and may be an
 * access token. `https://conda.example/t/TOKEN/main/linux-64` is `main`, and a label belongs to its name.
 */
function channelName(channel: string): string | undefined {
  const path = channel.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length > 1 && subdirectory.test(parts.at(-1) ?? '')) parts.pop();
  const label = parts.at(-2) === 'label' ? parts.slice(-3) : parts.slice(-1);
  return label.join('/') || undefined;
}

const subdirectory = /^(?:noarch|(?:linux|osx|win|freebsd|zos|emscripten|wasi)-[a-z0-9_]+)$/;

/** Channel, subdirectory, file and build of `https://conda.example/main/linux-64/name-1.0-build_0.conda`. */
export function placeOfUrl(url: string): CondaPlace {
  const parts = (url.split(/[?#]/, 1)[0] ?? '').split('/');
  const file = parts.pop();
  const subdir = parts.pop();
  const build = /-([^-/]+)\.(?:conda|tar\.bz2)$/.exec(file ?? '')?.[1];
  return { build, channel: parts.join('/'), subdir, file };
}
