/** What the files in deploy/auth0 leave open, filled from settings: every `##KEYWORD##` and `@@KEYWORD@@` in them. */
import { localOrigins } from '../../src/runtimes/local-settings.ts';
import type { Settings } from '../../src/settings.ts';
import { alexaRedirects } from './alexa-redirects.ts';
import type { Providers } from './providers.ts';

export type DeployChoices = {
  readonly settings: Pick<Settings, 'managementDomain' | 'apiId' | 'publicUrl' | 'rootPath' | 'port'>;
  readonly signingAlgorithm: 'RS256' | 'HS256';
  /** As in "My ID" of the Alexa developer console. */
  readonly alexaVendorId: string;
  /** Origin of the sandbox's Echo, where `npm start` is to work with this tenant; else null. */
  readonly localEcho: string | null;
  readonly providers: Providers;
};

export type Keywords = { readonly [keyword: string]: string | number | string[] };

export const auth0Keywords = (choices: DeployChoices): Keywords => {
  const { settings, localEcho } = choices;
  const { publicUrl, rootPath } = settings;
  const origins = localEcho === null ? (publicUrl === null ? [] : [publicUrl]) : localOrigins(settings);
  return {
    API_ID: settings.apiId,
    API_SIGNING_ALG: choices.signingAlgorithm,
    MANAGEMENT_API: `https://${settings.managementDomain}/api/v2/`,
    CALLBACKS: [
      ...alexaRedirects(choices.alexaVendorId),
      ...origins.map((origin) => `${origin}${rootPath}/app/callback`),
      ...(localEcho === null ? [] : [`${localEcho}/link/callback`]),
    ],
    LOGOUT_URLS: origins.map((origin) => `${origin}${rootPath}/app/`),
    ...choices.providers.phone,
    ...choices.providers.email,
  };
};
