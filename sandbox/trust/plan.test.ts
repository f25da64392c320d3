import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findNssDatabases } from './machine.ts';
import { type Machine, planTrust, type TrustWish } from './plan.ts';

const root = { sha1: 'A1'.repeat(20), sha256: 'B2'.repeat(32) };
const add: TrustWish = { action: 'add', rootFile: '/data/tls-root.pem', root };
const remove: TrustWish = { ...add, action: 'remove' };
const linux: Machine = {
  platform: 'linux',
  home: '/home/dana',
  isRoot: false,
  programs: new Set(['certutil', 'update-ca-certificates']),
  nssDatabases: ['/home/dana/.pki/nssdb', '/home/dana/.mozilla/firefox/abc.default'],
};
const commands = (machine: Machine, wish: TrustWish) =>
  planTrust(machine, wish).steps.map(({ command }) => command.join(' '));

describe('on Linux', () => {
  test('each browser’s list is changed, for websites alone; the system’s is named, not touched', () => {
    expect(commands(linux, add)).toEqual([
      'certutil -A -d sql:/home/dana/.pki/nssdb -n Sayso sandbox B2B2B2B2B2B2B2B2 -t C,, -i /data/tls-root.pem',
      'certutil -A -d sql:/home/dana/.mozilla/firefox/abc.default -n Sayso sandbox B2B2B2B2B2B2B2B2 -t C,, -i /data/tls-root.pem',
    ]);
    expect(planTrust(linux, add).notes.join('\n')).toContain(
      'sudo install -m 0644 /data/tls-root.pem /usr/local/share/ca-certificates/sayso-sandbox-b2b2b2b2b2b2b2b2.crt\n  sudo update-ca-certificates',
    );
  });

  test('removing names the very same entries', () => {
    expect(commands(linux, remove)).toEqual([
      'certutil -D -d sql:/home/dana/.pki/nssdb -n Sayso sandbox B2B2B2B2B2B2B2B2',
      'certutil -D -d sql:/home/dana/.mozilla/firefox/abc.default -n Sayso sandbox B2B2B2B2B2B2B2B2',
    ]);
    expect(planTrust(linux, remove).notes.join('\n')).toContain(
      'sudo rm -f /usr/local/share/ca-certificates/',
    );
  });

  test('root changes the system’s store as well', () => {
    const plan = planTrust({ ...linux, isRoot: true }, add);
    expect(plan.steps.at(-1)?.command).toEqual(['update-ca-certificates']);
    expect(plan.notes).toEqual([]);
    expect(commands({ ...linux, isRoot: true }, remove).slice(-2)).toEqual([
      'rm -f /usr/local/share/ca-certificates/sayso-sandbox-b2b2b2b2b2b2b2b2.crt',
      'update-ca-certificates --fresh',
    ]);
  });

  test('where p11-kit keeps the store, it is asked', () => {
    const fedora = { ...linux, isRoot: true, nssDatabases: [], programs: new Set(['trust']) };
    expect(commands(fedora, add)).toEqual(['trust anchor --store /data/tls-root.pem']);
    expect(commands(fedora, remove)).toEqual(['trust anchor --remove /data/tls-root.pem']);
  });

  test('what is missing is said, with what to do', () => {
    const bare = planTrust({ ...linux, programs: new Set() }, add);
    expect(bare.steps).toEqual([]);
    expect(bare.notes.join('\n')).toContain('sudo apt install libnss3-tools');
    expect(bare.notes.join('\n')).toContain('left alone');
    expect(planTrust({ ...linux, nssDatabases: [] }, add).notes[0]).toContain('Start the browser once');
  });

  test('what is to be pasted into a shell is quoted', () => {
    const notes = planTrust(linux, { ...add, rootFile: "/it's here/root.pem" }).notes.join('\n');
    expect(notes).toContain("'/it'\\''s here/root.pem'");
  });
});

test('on macOS the login keychain is changed', () => {
  const mac: Machine = { ...linux, platform: 'darwin', home: '/Users/dana' };
  const keychain = '/Users/dana/Library/Keychains/login.keychain-db';
  expect(commands(mac, add)).toEqual([
    `security add-trusted-cert -r trustRoot -p ssl -k ${keychain} /data/tls-root.pem`,
  ]);
  expect(commands(mac, remove)).toEqual([`security delete-certificate -Z ${root.sha1} -t ${keychain}`]);
});

test('on Windows the person’s own store is changed', () => {
  const windows: Machine = { ...linux, platform: 'win32' };
  expect(commands(windows, add)).toEqual(['certutil -user -addstore Root /data/tls-root.pem']);
  expect(commands(windows, remove)).toEqual([`certutil -user -delstore Root ${root.sha1}`]);
});

test('browsers’ lists are found where Chromium and Firefox keep them', async () => {
  const home = await mkdtemp(join(tmpdir(), 'sayso-trust-'));
  const kept = ['.pki/nssdb', '.mozilla/firefox/abc.default', 'snap/firefox/common/.mozilla/firefox/x'];
  for (const folder of [...kept, '.mozilla/firefox/empty'])
    await mkdir(join(home, folder), { recursive: true });
  for (const folder of kept) await writeFile(join(home, folder, 'cert9.db'), '');
  expect(await findNssDatabases(home)).toEqual(kept.map((folder) => join(home, folder)).sort());
  await rm(home, { recursive: true });
});
