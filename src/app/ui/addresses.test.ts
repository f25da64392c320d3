import { describe, expect, it } from 'vitest';
import { baseOfScript, freshSignInAddress, pageAt, pathOf, rootOf } from './addresses.ts';
import { readPusherHost } from './pusher-host.ts';

describe('addresses', () => {
  it.each([
    ['/wt/app/', 'orders'],
    ['/wt/app', 'orders'],
    ['/wt/app/profile', 'profile'],
    ['/wt/app/activity/', 'activity'],
    ['/wt/app/else', 'orders'],
  ] as const)('%s shows the %s', (path, page) => {
    expect(pageAt(path, '/wt/app')).toBe(page);
  });

  it('each page has one path', () => {
    expect((['orders', 'profile', 'activity'] as const).map((page) => pathOf(page, '/wt/app'))).toEqual([
      '/wt/app/',
      '/wt/app/profile',
      '/wt/app/activity',
    ]);
  });

  it('the application’s path is where its script comes from, under whatever root', () => {
    expect(baseOfScript('https://pod.localtest.me:7100/wt/app/assets/app-Ab1_.js')).toBe('/wt/app');
    expect(rootOf('/pod/app')).toBe('/pod');
  });

  it.each(['/wt/app/sign-in/again', '/wt/app/sign-in?again=1'])('a fresh sign-in at %s comes back', (url) => {
    const address = new URL(freshSignInAddress(url, 'profile', 'https://localhost:7100/wt/app/'));
    expect(address.origin + address.pathname).toBe(`https://localhost:7100${url.split('?')[0]}`);
    expect(address.searchParams.get('return')).toBe('profile');
  });
});

describe('a server of one’s own that speaks Pusher’s protocol', () => {
  it.each([
    ['push.example.com', { name: 'push.example.com', port: null, tls: true }],
    ['push.example.com:6001', { name: 'push.example.com', port: 6001, tls: true }],
    ['https://push.example.com', { name: 'push.example.com', port: null, tls: true }],
    ['http://127.0.0.1:6001', { name: '127.0.0.1', port: 6001, tls: false }],
  ])('%s', (host, read) => {
    expect(readPusherHost(host)).toEqual(read);
  });
});
