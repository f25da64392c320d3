/** Writes a folder that `ask deploy` takes as it is: the skill package with our addresses, and how accounts are linked. */
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { accountLinkingRequest } from './account-linking.ts';
import { fillManifest } from './fill-manifest.ts';
import type { SkillChoices } from './read-choices.ts';

const source = new URL('../../src/alexa/', import.meta.url);
const models = 'skill-package/interactionModels/custom/';

/** The locales that have an interaction model. */
export const readLocales = async (): Promise<readonly string[]> =>
  (await readdir(new URL(models, source))).map((file) => file.replace('.json', ''));

/**
 * @param folder ends in a slash. What `ask deploy` itself keeps there, in `.ask`, stays.
 */
export const writeSkill = async (folder: URL, choices: SkillChoices): Promise<void> => {
  const manifestFile = 'skill-package/skill.json';
  const manifest: unknown = JSON.parse(await readFile(new URL(manifestFile, source), 'utf8'));
  await mkdir(folder, { recursive: true });
  await rm(new URL('skill-package', folder), { recursive: true, force: true });
  await cp(new URL('skill-package', source), new URL('skill-package', folder), { recursive: true });
  for (const locale of await readLocales()) {
    if (!choices.locales.includes(locale)) await rm(new URL(`${models}${locale}.json`, folder));
  }
  await writeFile(new URL(manifestFile, folder), toJson(fillManifest(manifest, choices)));
  await cp(new URL('ask-resources.json', source), new URL('ask-resources.json', folder));
  await writePrivately(folder, 'account-linking.json', toJson(accountLinkingRequest(choices)));
  if (choices.skillId !== null) await nameSkill(folder, choices.skillId);
};

/** A name that git-ignored folders do not keep: without it `ask deploy` would make a second skill. ASK CLI v2, "ask-states". */
const nameSkill = async (folder: URL, skillId: string): Promise<void> => {
  const file = new URL('.ask/ask-states.json', folder);
  if (await isThere(file)) return;
  await mkdir(new URL('.ask/', folder), { recursive: true });
  await writeFile(file, toJson({ askcliStatesVersion: '2020-03-31', profiles: { default: { skillId } } }));
};

const isThere = (file: URL): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Mode 0600 from its first byte on, whatever stood there before. */
const writePrivately = async (folder: URL, name: string, text: string): Promise<void> => {
  const neighbour = new URL(`${name}.new`, folder);
  await rm(neighbour, { force: true });
  await writeFile(neighbour, text, { mode: 0o600, flag: 'wx' });
  await rename(neighbour, new URL(name, folder));
};

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
