/** What people do in their browser, in the words of the pages. */
import type { Locator, Page } from 'playwright-core';
import { demoUsers } from '../../sandbox/tenant/seed.ts';

export type Person = 'dana' | 'milo';

/** On the tenant's login page; agrees where the tenant asks for consent, as it does once. */
export const signInAtTenant = async (page: Page, person: Person): Promise<void> => {
  const { email, password } = { dana: demoUsers.dana, milo: demoUsers.milo }[person];
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await button(page, 'Sign in').click();
  const allow = button(page, 'Allow');
  await allow.or(page.getByRole('button', { name: 'Sign out', exact: true })).waitFor();
  if (await allow.isVisible()) await allow.click();
};

/** From the welcome page to one's orders, kept up to date from there on. */
export const signIn = async (
  page: Page,
  root: string,
  person: Person,
  connection: Connection = 'Live',
): Promise<void> => {
  await page.goto(`${root}app/`);
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await signInAtTenant(page, person);
  await isLive(page, connection);
};

/** How the page says that it is kept up to date. */
type Connection = 'Live' | 'Updated every few seconds';

export const isLive = async (page: Page, connection: Connection = 'Live'): Promise<void> => {
  await heading(page, 'Your orders').waitFor();
  await page.getByText(connection, { exact: true }).waitFor();
};

export const openProfile = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: 'Profile', exact: true }).click();
  await heading(page, 'Where your codes go').waitFor();
};

export const typeCode = async (page: Page, code: string, submit: 'Confirm' | 'Continue'): Promise<void> => {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await button(page, submit).click();
};

export const button = (place: Page | Locator, name: string): Locator =>
  place.getByRole('button', { name, exact: true });

export const heading = (place: Page | Locator, name: string): Locator =>
  place.getByRole('heading', { name, exact: true });

/** The newest of the past orders. */
export const newestOrder = (page: Page): Locator =>
  page.getByRole('region', { name: 'Past orders' }).getByRole('listitem').first();
