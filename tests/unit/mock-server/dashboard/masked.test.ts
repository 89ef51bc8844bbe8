import { expect, test } from '@jest/globals';
import { fromFixtures, maskedPlaces, unmasked } from '../../../../mock-server/dashboard/masked.ts';

const call = {
  method: 'POST',
  url: 'http://127.0.0.1:4010/a?token=***&x=1',
  headers: { authorization: 'Bearer ***', 'x-api-key': '***', accept: '*/*' },
  body: '{"user": {"password": "***"}, "list": ["a", "***"]}',
};

test('every place in which something is masked is asked for', () => {
  expect(maskedPlaces(call)).toEqual([
    'header authorization',
    'header x-api-key',
    'parameter token',
    'body /user/password',
    'body /list/1',
  ]);
  expect(maskedPlaces({ method: 'GET', url: 'http://a/b?c=d', headers: {} })).toEqual([]);
});

test('what is written in stands there as it is, and the rest stays masked', () => {
  const sent = unmasked(call, {
    'header authorization': '$&',
    'parameter token': 'a b&c',
    'body /user/password': '"quoted"',
  });
  expect(sent.url).toBe('http://127.0.0.1:4010/a?token=a%20b%26c&x=1');
  expect(sent.headers).toEqual({ authorization: 'Bearer $&', 'x-api-key': '***', accept: '*/*' });
  expect(JSON.parse(sent.body ?? '')).toEqual({ user: { password: '"quoted"' }, list: ['a', '***'] });
});

test('a request with nothing masked is sent as it was written, a text too', () => {
  const plain = { method: 'POST', url: 'http://a/b', headers: {}, body: '{"a" : 1e400}' };
  expect(unmasked(plain, {})).toEqual(plain);
  expect(unmasked({ ...plain, body: 'pin=***' }, { body: '7' }).body).toBe('pin=7');
});

test('the credentials of the fixtures are known, whatever else is masked', () => {
  const works = {
    method: 'POST',
    url: '',
    headers: { authorization: 'Bearer demo-token', 'x-api-key': 'apk' },
  };
  expect(fromFixtures(call, works)).toEqual({
    'header authorization': 'demo-token',
    'header x-api-key': 'apk',
  });
  expect(fromFixtures(call, { ...works, headers: { authorization: 'Basic abc' } })).toEqual({});
});
