/** What a deployment is about to do, in words; no secret is among them. */
import { auth0Keywords, type DeployChoices } from './keywords.ts';

export const describeDeployment = (choices: DeployChoices): string => {
  const { settings, providers } = choices;
  const { CALLBACKS, LOGOUT_URLS } = auth0Keywords(choices);
  return [
    `Setting up the tenant ${settings.managementDomain} from deploy/auth0:`,
    `  API              ${settings.apiId}, tokens signed with ${choices.signingAlgorithm}`,
    '  application      Pizza on Demand, with these callbacks:',
    ...[CALLBACKS].flat().map((address) => `                   ${address}`),
    '                   and back after signing out to:',
    ...[LOGOUT_URLS].flat().map((address) => `                   ${address}`),
    '  connections      Username-Password-Authentication, sms, email',
    `  phone provider   ${providers.phone === null ? 'as it is (TWILIO_ACCOUNT_SID is not set)' : 'Twilio'}`,
    `  email provider   ${providers.email === null ? 'as it is (SMTP_HOST is not set)' : providers.email.SMTP_HOST}`,
    '  and the application’s grant at the Management API, and the protection against guessing.',
    'Nothing is deleted.',
  ].join('\n');
};

/** What is left to do by hand once the files are in the tenant. */
export const whatIsLeft = (choices: DeployChoices): string =>
  [
    'The tenant is set up. What is left:',
    `  - APP_CLIENT_ID and APP_CLIENT_SECRET: on https://manage.auth0.com open Applications, "Pizza on Demand", and copy`,
    '    both into your settings.',
    choices.signingAlgorithm === 'RS256'
      ? '  - API_SIGNING_KEY: leave it out; the tenant publishes its keys.'
      : '  - API_SIGNING_KEY: under Applications, APIs, "Pizza on Demand API", Settings, copy the signing secret.',
    '  - Then "npm run doctor" says what is still missing.',
  ].join('\n');
