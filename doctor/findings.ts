/** Everything the doctor can find, by id: what it is called, why it matters, what to do. docs/guide/doctor.md shows it. */

export type FindingText = {
  /** A sentence that is true where all is well. */
  readonly title: string;
  readonly why: string;
  /** What to do where it is not; a check may say something more exact. */
  readonly todo: string;
};

export const findings = {
  'settings.complete': {
    title: 'The settings are complete',
    why: 'Nothing starts with a setting that is missing or cannot be read.',
    todo: 'Mend each setting named, in src/runtimes/secrets.ini or in the environment; docs/configuration.md lists them.',
  },
  'settings.signing_key': {
    title: 'The signing key is long enough',
    why: 'An HS256 key shorter than 32 bytes can be guessed from a token (RFC 7518, 3.2); whoever has it makes tokens of their own.',
    todo: 'Give the API in Auth0 a longer signing secret and put it into API_SIGNING_KEY, or switch the API to RS256 and leave the setting out.',
  },
  'settings.public_url': {
    title: 'PUBLIC_URL and ROOT_PATH can be read',
    why: 'Sign-in, callbacks and the skill’s address are made of the two.',
    todo: 'PUBLIC_URL is an origin (https://pod.example.com), ROOT_PATH the path under it (/wt): no path in the one, no host in the other.',
  },
  'settings.unknown_keys': {
    title: 'secrets.ini has no unknown keys',
    why: 'A key with a spelling mistake is ignored, and its default used in silence.',
    todo: 'Correct or remove the keys; docs/configuration.md lists those that are known.',
  },
  'settings.profile_phone': {
    title: 'Phone numbers of profiles are not trusted',
    why: 'With TRUST_PROFILE_PHONE codes go to whatever number people put into their own profile: nobody has proven it.',
    todo: 'Leave TRUST_PROFILE_PHONE out. People confirm their phone by a code in the web application.',
  },
  'settings.skill_id': {
    title: 'ALEXA_SKILL_ID looks like a skill’s id',
    why: 'Requests for any other skill are refused, so with a wrong id every request of Alexa’s is.',
    todo: 'Copy it from the Alexa developer console ("Copy Skill ID"): amzn1.ask.skill. and a UUID.',
  },
  'tenant.reachable': {
    title: 'The tenant can be reached by TLS',
    why: 'Signing in, linking, codes and confirmations all go there.',
    todo: 'Check AUTH0_DOMAIN for spelling, then name resolution, firewall and proxies of this machine.',
  },
  'tenant.certificate': {
    title: 'The tenant’s certificate is good for a while',
    why: 'From the day it expires nobody can sign in and no code is sent.',
    todo: 'Have it renewed: on a custom domain with certificates of your own that is your work, else Auth0’s.',
  },
  'tenant.issuer': {
    title: 'The tenant names itself as tokens will',
    why: 'Tokens and id_tokens count only from the issuer https://AUTH0_DOMAIN/. One reached by its custom domain issues in that name, by its own name in its own.',
    todo: 'Set AUTH0_DOMAIN to the very domain under which people sign in and Alexa gets its tokens, and use that one everywhere.',
  },
  'tenant.keys': {
    title: 'The tenant’s keys can be read',
    why: 'Without them no id_token can be verified, so no code confirms anything.',
    todo: 'Open /.well-known/jwks.json of the domain: it must list a signing key with alg RS256.',
  },
  'clock.tenant': {
    title: 'Our clock agrees with the tenant’s',
    why: 'Tokens are taken 5 s early or late at most, and codes expire after minutes.',
    todo: 'Have this machine’s clock set by NTP (timedatectl set-ntp true, or your host’s own service).',
  },
  'clock.skill': {
    title: 'Our clock agrees with the skill endpoint’s',
    why: 'Alexa’s requests are refused where their time differs by more than 150 s from the server’s clock.',
    todo: 'Have the server’s clock set by NTP; where clock.tenant is not well either, it is this machine’s clock.',
  },
  'skill.address': {
    title: 'Alexa can reach the skill endpoint’s address',
    why: 'Alexa calls it over the Internet, at port 443, by a name that resolves to a public address.',
    todo: 'Set PUBLIC_URL to an https:// origin of the Internet without a port: a host name of your own, or a tunnel to this machine.',
  },
  'skill.reachable': {
    title: 'The skill endpoint can be reached by TLS',
    why: 'Alexa says that the skill "is not responding" where it cannot connect or does not trust the certificate.',
    todo: 'See that the server runs and that what ends TLS serves the whole chain of a certificate for this very name.',
  },
  'skill.certificate': {
    title: 'The skill endpoint’s certificate is good for a while',
    why: 'From the day it expires Alexa calls no more.',
    todo: 'Have it renewed; the sandbox renews its own at npm start.',
  },
  'skill.health': {
    title: 'Sayso answers there',
    why: 'Something else at this address, or a wrong ROOT_PATH, answers Alexa with what it cannot use.',
    todo: 'Set PUBLIC_URL and ROOT_PATH as the server has them, and see that what stands in front passes that path on.',
  },
  'skill.ready': {
    title: 'Sayso is ready',
    why: 'It needs its database and the tenant’s keys; without either every turn ends in an apology.',
    todo: 'See the server’s log: the part named "unavailable" in /readyz says why.',
  },
  'skill.refuses_unsigned': {
    title: 'A request without a signature is refused',
    why: 'Anybody on the Internet could speak in Alexa’s name; certification tests it too.',
    todo: 'Have Alexa’s requests go to /alexa of this project unchanged; what answered is not its verification.',
  },
  'skill.refuses_stale': {
    title: 'A request an hour old is refused',
    why: 'A request recorded once could be played again.',
    todo: 'Have Alexa’s requests go to /alexa of this project unchanged; what answered is not its verification.',
  },
  'skill.refuses_other_skill': {
    title: 'A request for another skill is refused',
    why: 'Another skill’s owner could have Alexa sign requests for you.',
    todo: 'Have Alexa’s requests go to /alexa of this project unchanged; what answered is not its verification.',
  },
  'skill.refuses_sha1': {
    title: 'A request signed with SHA-1 alone is refused',
    why: 'Signatures over SHA-1 can be forged; Alexa sends Signature-256 with every request.',
    todo: 'Have Alexa’s requests go to /alexa of this project unchanged; what answered is not its verification.',
  },
  'skill.refuses_foreign_chain': {
    title: 'A certificate from a foreign address is refused',
    why: 'Whoever may name any address signs with a certificate of their own.',
    todo: 'Have Alexa’s requests go to /alexa of this project unchanged; what answered is not its verification.',
  },
  'skill.answers_alexa': {
    title: 'A request signed by the sandbox’s Echo is answered',
    why: 'It shows that the endpoint expects this ALEXA_SKILL_ID and lets genuine requests through.',
    todo: 'Give the server and this command the same ALEXA_SKILL_ID and DATA_DIR.',
  },
  'client.secret': {
    title: 'The tenant knows the client and its secret',
    why: 'Codes, linking and reading contacts are asked for in this client’s name.',
    todo: 'Copy client id and secret of the regular web application from Auth0 into APP_CLIENT_ID and APP_CLIENT_SECRET; its authentication method must be client_secret_post or _basic.',
  },
  'grants.client_credentials': {
    title: 'The client may ask for tokens of its own',
    why: 'Contacts are read and linked with a token of the Management API got by this grant.',
    todo: 'Enable the grant "Client Credentials" of the application (Advanced Settings, Grant Types).',
  },
  'grants.authorization_code': {
    title: 'The client may use the authorization code grant',
    why: 'People sign in to the web application by it, and Alexa links accounts by it.',
    todo: 'Enable the grant "Authorization Code" of the application (Advanced Settings, Grant Types).',
  },
  'grants.refresh_token': {
    title: 'The client may use the refresh token grant',
    why: 'Without it Alexa’s link ends when its first access token expires.',
    todo: 'Enable the grant "Refresh Token" of the application (Advanced Settings, Grant Types).',
  },
  'grants.passwordless_otp': {
    title: 'The client may check codes',
    why: 'A code is checked by the grant "Passwordless OTP"; without it every confirmation fails.',
    todo: 'Enable the grant "Passwordless OTP" of the application (Advanced Settings, Grant Types).',
  },
  'management.scopes': {
    title: 'The client has exactly the management scopes it uses',
    why: 'With fewer, contacts cannot be read or linked; whatever is granted beyond them is lost with the secret if that is ever stolen.',
    todo: 'Grant the application the Auth0 Management API with read:users, create:users and update:users, and nothing else.',
  },
  'connections.sms': {
    title: 'Text messages: the connection exists and is enabled for the client',
    why: 'Codes by text message are issued by it.',
    todo: 'Create the passwordless connection "sms" and enable it for the application; or set CHANNELS=email.',
  },
  'connections.sms_code': {
    title: 'Text messages: codes have 6 digits and live long enough',
    why: 'Six digits are what the skill listens for; a code that Auth0 forgets before CODE_LIFETIME_SECONDS is refused though it was said in time.',
    todo: 'Set the connection’s OTP length to 6 and its OTP expiry to at least CODE_LIFETIME_SECONDS.',
  },
  'connections.sms_signup': {
    title: 'Text messages: sign-ups are off',
    why: 'With sign-ups on, a code sent to any number makes an account for it.',
    todo: 'Switch on "Disable Sign Ups" of the connection.',
  },
  'connections.email': {
    title: 'Email: the connection exists and is enabled for the client',
    why: 'Codes by email are issued by it.',
    todo: 'Create the passwordless connection "email" and enable it for the application; or set CHANNELS=sms.',
  },
  'connections.email_code': {
    title: 'Email: codes have 6 digits and live long enough',
    why: 'Six digits are what the skill listens for; a code that Auth0 forgets before CODE_LIFETIME_SECONDS is refused though it was said in time.',
    todo: 'Set the connection’s OTP length to 6 and its OTP expiry to at least CODE_LIFETIME_SECONDS.',
  },
  'connections.email_signup': {
    title: 'Email: sign-ups are off',
    why: 'With sign-ups on, a code sent to any mailbox makes an account for it.',
    todo: 'Switch on "Disable Sign Ups" of the connection.',
  },
  'callbacks.web': {
    title: 'The web application may be returned to',
    why: 'Nobody can sign in to it otherwise ("Callback URL mismatch").',
    todo: 'Add the address to Allowed Callback URLs of the application, character by character.',
  },
  'callbacks.alexa': {
    title: 'Alexa may be returned to',
    why: 'Linking an account ends in an error page otherwise.',
    todo: 'Add all three of "Alexa Redirect URLs" (developer console, Account Linking) to Allowed Callback URLs of the application.',
  },
  'callbacks.echo': {
    title: 'The sandbox’s Echo may be returned to',
    why: 'The Echo on this machine links accounts through it.',
    todo: 'Run this command with the PORT, SANDBOX_TENANT_PORT and SANDBOX_ECHO_PORT that npm start has.',
  },
  'logout.web': {
    title: 'The web application may be returned to after signing out',
    why: 'Signing out ends in an error page otherwise.',
    todo: 'Add the address to Allowed Logout URLs of the application.',
  },
  'api.audience': {
    title: 'The API exists and may be asked for',
    why: 'Alexa’s tokens are asked for with API_ID as audience; without the API there are none.',
    todo: 'Set API_ID to the identifier of the API in Auth0, character by character, and allow the application to use it.',
  },
  'api.scopes': {
    title: 'The API has the permissions that the skill asks for',
    why: 'Auth0 leaves out of a token, in silence, whatever permission the API does not define; the operation is then refused.',
    todo: 'Define transactions:read, transactions:request and transactions:confirm in the API’s Permissions.',
  },
  'api.signing_algorithm': {
    title: 'The API signs its tokens as configured',
    why: 'With API_SIGNING_KEY tokens are taken with HS256 alone, without it with RS256 alone: no token passes where they differ.',
    todo: 'Set API_SIGNING_KEY where the API signs with HS256, leave it out where it signs with RS256.',
  },
  'api.signing_key': {
    title: 'API_SIGNING_KEY is the API’s own',
    why: 'With another key every token is refused.',
    todo: 'Copy the signing secret of the API (Settings, Token Settings) into API_SIGNING_KEY.',
  },
  'api.token_lifetime': {
    title: 'Access tokens live at least 360 s',
    why: 'Alexa wants tokens that live at least six minutes, else it refreshes in the middle of a conversation.',
    todo: 'Set the API’s maximum access token lifetime to 360 s or more; 86,400 is Auth0’s default.',
  },
  'api.offline_access': {
    title: 'The API allows offline access',
    why: 'Alexa gets a refresh token only then; without one the link ends with the first access token.',
    todo: 'Switch on "Allow Offline Access" of the API.',
  },
  'refresh_tokens.rotation': {
    title: 'Refresh tokens suit Alexa',
    why: 'Alexa may use a refresh token twice; where it is taken back at its first use, the account is unlinked.',
    todo: 'Switch refresh token rotation off, or give it an overlap (leeway) of at least 30 s.',
  },
  'user.found': {
    title: 'The tenant has this user',
    why: 'Their contacts are read from their user record.',
    todo: 'Give the user id as the dashboard shows it (auth0|…), or the account’s own email address.',
  },
  'user.contact': {
    title: 'This user has a proven contact',
    why: 'Codes go only where the person has shown that they receive them; without a contact nothing can be ordered by voice.',
    todo: 'Have the person verify their email address, or confirm their phone in the web application’s profile.',
  },
  'user.changes': {
    title: 'Signing in can link this user’s address',
    why: 'A verified address without its passwordless identity gets one at the next sign-in or link.',
    todo: 'Nothing was changed. An address that another user holds stays theirs: remove that user, or have the person confirm a phone.',
  },
} as const satisfies { readonly [id: string]: FindingText };

export type FindingId = keyof typeof findings;
