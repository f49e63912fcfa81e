/** What a program needs to be run, as its first bytes say. */
export type ProgramNeeds =
  /** `#!/usr/bin/env python3`: the interpreter and its one argument. */
  | { readonly kind: 'script'; readonly interpreter: string; readonly argument: string | undefined }
  /** A program of the machine, and the loader that it asks for, if any. */
  | { readonly kind: 'elf'; readonly architecture: string | undefined; readonly loader: string | undefined }
  | { readonly kind: 'unknown' };

/** Reads the beginning of a program. Source: execve(2), "Interpreter scripts"; elf(5). */
export function programNeeds(head: Uint8Array): ProgramNeeds {
  if (head[0] === 0x23 && head[1] === 0x21) return scriptNeeds(head);
  if (head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46) return elfNeeds(head);
  return { kind: 'unknown' };
}

function scriptNeeds(head: Uint8Array): ProgramNeeds {
  const end = head.indexOf(0x0a);
  const line = new TextDecoder().decode(head.subarray(2, end === -1 ? undefined : end));
  // A carriage return is a part of the name to the kernel, and why a script from Windows is "not found".
  const [, interpreter = '', argument] = /^[ \t]*([^ \t]*)[ \t]*(.*?)[ \t]*$/s.exec(line) ?? [];
  return { kind: 'script', interpreter, argument: argument === '' ? undefined : argument };
}

/** Architectures of Fargate, by the numbers that ELF gives them. */
const MACHINES: Readonly<Record<number, string>> = { 0x3e: 'amd64', 0xb7: 'arm64' };

const PT_INTERP = 3;

/** 64-bit, little-endian: what Fargate runs. */
function elfNeeds(head: Uint8Array): ProgramNeeds {
  const isRead = head[4] === 2 && head[5] === 1 && head.byteLength >= 64;
  if (!isRead) return { kind: 'elf', architecture: undefined, loader: undefined };
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const architecture = MACHINES[view.getUint16(18, true)];
  const start = Number(view.getBigUint64(32, true));
  const [size, count] = [view.getUint16(54, true), view.getUint16(56, true)];
  for (let at = start; at + size <= Math.min(head.byteLength, start + size * count) && size >= 56; at += size) {
    if (view.getUint32(at, true) !== PT_INTERP) continue;
    const offset = Number(view.getBigUint64(at + 8, true));
    const length = Number(view.getBigUint64(at + 32, true));
    if (offset + length > head.byteLength) break;
    const loader = new TextDecoder().decode(head.subarray(offset, offset + length)).replace(/\0.*$/s, '');
    return { kind: 'elf', architecture, loader };
  }
  return { kind: 'elf', architecture, loader: undefined };
}
