/** Users: GET, POST, PATCH, DELETE /api/v2/users, GET /api/v2/users-by-email. https://auth0.com/docs/api/management/v2/users */
import { readBody } from '../configuration/body.ts';
import type { Connection } from '../configuration.ts';
import type { TenantContext } from '../context.ts';
import { type Answer, json } from '../http/answer.ts';
import { type TenantRequest, textOf } from '../http/request.ts';
import { readAddress } from '../passwordless/address.ts';
import type { User } from '../state/schema.ts';
import { hashPassword } from '../users/passwords.ts';
import {
  addUser,
  findByContact,
  findByEmail,
  findDatabaseUser,
  findUser,
  removeUser,
} from '../users/users.ts';
import { newUserBody, type UserChanges, userChangesBody } from './bodies.ts';
import { managementErrors } from './errors.ts';

export const getUser = (tenant: TenantContext, request: TenantRequest): Answer => {
  const user = findUser(tenant.store, request.params.get('id') ?? '');
  return user ? json(200, select(user, request)) : managementErrors.unknownUser;
};

export const getUsersByEmail = (tenant: TenantContext, request: TenantRequest): Answer => {
  const email = textOf(request.query, 'email');
  if (email === null) return managementErrors.badQuery("Missing required property: 'email'");
  return json(
    200,
    findByEmail(tenant.store, email).map((user) => select(user, request)),
  );
};

/** 409 where the connection has the user already, in whatever position of whatever person. */
export const createUser = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const read = readBody(newUserBody, request.json);
  if (!read.ok) return managementErrors.badBody(read.problem);
  const { connection: name, password, user_metadata, app_metadata, verify_email: _, ...given } = read.body;
  const connection = tenant.configuration.connections.find((candidate) => candidate.name === name);
  if (connection === undefined || connection.strategy === 'oauth2') return managementErrors.unknownConnection;
  const profile = given.email === undefined ? given : { ...given, email: given.email.toLowerCase() };
  const missing = missingOf(connection, { ...profile, password });
  if (missing !== null) return managementErrors.badBody(`Missing required property: ${missing}`);

  const hash = password === undefined ? null : await hashPassword(password, tenant.random);
  if (isTaken(tenant, connection, profile)) return managementErrors.userExists;
  const user = addUser(
    tenant.store,
    {
      provider: connection.strategy,
      connection: connection.name,
      isSocial: false,
      profile,
      ...(user_metadata && { user_metadata }),
      ...(app_metadata && { app_metadata }),
    },
    tenant.random,
    tenant.now(),
  );
  if (hash !== null) tenant.store.state.passwords[user.user_id] = hash;
  return json(201, user);
};

export const updateUser = async (tenant: TenantContext, request: TenantRequest): Promise<Answer> => {
  const user = findUser(tenant.store, request.params.get('id') ?? '');
  if (user === null) return managementErrors.unknownUser;
  const read = readBody(userChangesBody, request.json);
  if (!read.ok) return managementErrors.badBody(read.problem);
  const { connection: _, verify_email: __, password, user_metadata, app_metadata, ...profile } = read.body;
  const hash = password === undefined ? null : await hashPassword(password, tenant.random);
  Object.assign(user, profile, unproven(read.body));
  if (user_metadata) user.user_metadata = merge(user.user_metadata, user_metadata);
  if (app_metadata) user.app_metadata = merge(user.app_metadata, app_metadata);
  if (hash !== null) tenant.store.state.passwords[user.user_id] = hash;
  user.updated_at = new Date(tenant.now()).toISOString();
  tenant.store.changed();
  return json(200, user);
};

export const deleteUser = (tenant: TenantContext, request: TenantRequest): Answer => {
  const id = request.params.get('id') ?? '';
  if (findUser(tenant.store, id)) removeUser(tenant.store, id);
  return { type: 'empty', status: 204 };
};

/** A new address is unproven unless the call says otherwise. */
const unproven = (changes: UserChanges): Pick<UserChanges, 'email_verified' | 'phone_verified'> => ({
  ...(changes.email !== undefined && { email_verified: changes.email_verified ?? false }),
  ...(changes.phone_number !== undefined && { phone_verified: changes.phone_verified ?? false }),
});

/** First-level properties are merged; null takes one away. */
const merge = (old: User['user_metadata'], changes: User['user_metadata']): User['user_metadata'] =>
  Object.fromEntries(Object.entries({ ...old, ...changes }).filter(([, value]) => value !== null));

type Given = Pick<User, 'email' | 'phone_number'> & { readonly password?: string | undefined };

const missingOf = (connection: Connection, given: Given): string | null => {
  if (connection.strategy === 'sms') return given.phone_number === undefined ? 'phone_number' : null;
  if (given.email === undefined) return 'email';
  return connection.strategy === 'auth0' && given.password === undefined ? 'password' : null;
};

const isTaken = (tenant: TenantContext, connection: Connection, given: Given): boolean => {
  const { phone_number = '', email = '' } = given;
  switch (connection.strategy) {
    case 'sms':
      return findByContact(tenant.store, { connection: 'sms', address: phone_number }) !== null;
    case 'email':
      return (
        findByContact(tenant.store, { connection: 'email', address: readAddress('email', email) }) !== null
      );
    case 'auth0':
    case 'oauth2':
      return findDatabaseUser(tenant.store, connection.name, email) !== null;
    default:
      return connection satisfies never;
  }
};

/** `fields` names the properties wanted, or with `include_fields=false` those that are not. */
const select = (user: User, request: TenantRequest): unknown => {
  const names = textOf(request.query, 'fields')?.split(',');
  if (names === undefined) return user;
  const include = textOf(request.query, 'include_fields') !== 'false';
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name) === include));
};
