import { describe, expect, test } from '@jest/globals';
import { commandWithoutSecrets, withoutSecrets } from './secrets.ts';

describe('a text does not show', () => {
  test.each([
    ['app --token=hunter2 run', 'app --token=(hidden) run'],
    ['app --api-key="hunter2 x" run', 'app --api-key="(hidden)" run'],
    ["app --api-key='hunter2' run", "app --api-key='(hidden)' run"],
    ['["sh", "-c", "app --token=\\"hunter2\\" x"]', '["sh", "-c", "app --token=\\"(hidden)\\" x"]'],
    ['java -Ddb.password=hunter2 -jar x', 'java -Ddb.password=(hidden) -jar x'],
    ['app --password hunter2', 'app --password (hidden)'],
    ['API_TOKEN=hunter2 app', 'API_TOKEN=(hidden) app'],
    ['curl -f -u amply:hunter2 http://x/', 'curl -f -u amply:(hidden) http://x/'],
    ['curl -uamply:hunter2 http://x/', 'curl -uamply:(hidden) http://x/'],
    ['curl --user "amply:hunter2" x', 'curl --user "amply:(hidden)" x'],
    ['curl --user=amply:hunter2 x', 'curl --user=amply:(hidden) x'],
    ['curl -H "Authorization: Bearer hunter2" x', 'curl -H "Authorization: (hidden)" x'],
    ["curl -H 'X-Api-Key: hunter2' x", "curl -H 'X-Api-Key: (hidden)' x"],
    ['curl https://amply:hunter2@x/y', 'curl https://amply:(hidden)@x/y'],
    ['psql postgres://amply:hunter2@db/amply', 'psql postgres://amply:(hidden)@db/amply'],
    ['redis-cli -h cache -a hunter2 ping', 'redis-cli -h cache -a (hidden) ping'],
    ['mysqladmin ping -phunter2', 'mysqladmin ping -p(hidden)'],
    ['exec: "app --token=hunter2": not found', 'exec: "app --token=(hidden)": not found'],
    ['app ghp_hunter2hunter2hunter2', 'app (hidden)'],
    ['app AKIAABCDEFGHIJKLMNOP', 'app (hidden)'],
  ])('%j', (text, shown) => {
    expect(withoutSecrets(text)).toBe(shown);
  });
});

describe('a text stays as it is', () => {
  test.each([
    'app --token=$TOKEN --password "$PASSWORD" -u "$USER:$PASSWORD"',
    'app --token=${{ secrets.TOKEN }}',
    'docker login --username AWS --password-stdin host',
    'docker run -u 1000:1000 --user 0:0 x',
    'docker build --secret id=token,env=TOKEN .',
    'gunicorn amply.main:app --workers=2 --bind=0.0.0.0:8000',
    'Set `--token` to what GitHub gave.',
    'curl -f http://localhost:8000/health || exit 1',
    'The security token included in the request is expired.',
    'arn:aws:secretsmanager:eu-central-1:123456789012:secret:amply/database-url',
  ])('%j', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});

describe('a command of several words does not show', () => {
  test.each([
    [
      ['app', '--token=hunter2 x'],
      ['app', '--token=(hidden)'],
    ],
    [
      ['app', '--token', 'hunter2 x', '-v'],
      ['app', '--token', '(hidden)', '-v'],
    ],
    [
      ['app', '--no-auth', '--port', '1'],
      ['app', '--no-auth', '--port', '1'],
    ],
    [
      ['CMD', 'curl', '-u', 'amply:hunter2', 'x'],
      ['CMD', 'curl', '-u', 'amply:(hidden)', 'x'],
    ],
    [
      ['curl', '-H', 'Authorization: Bearer hunter2'],
      ['curl', '-H', 'Authorization: (hidden)'],
    ],
    [
      ['curl', '-H', 'Accept: text/html'],
      ['curl', '-H', 'Accept: text/html'],
    ],
    [
      ['CMD-SHELL', 'curl -u a:hunter2 x || exit 1'],
      ['CMD-SHELL', 'curl -u a:(hidden) x || exit 1'],
    ],
    [
      ['sh', '-c', 'app --token hunter2'],
      ['sh', '-c', 'app --token (hidden)'],
    ],
    [
      ['redis-cli', '-a', 'hunter2', 'ping'],
      ['redis-cli', '-a', '(hidden)', 'ping'],
    ],
    [
      ['app', '--token', '$TOKEN'],
      ['app', '--token', '$TOKEN'],
    ],
    [
      ['env', 'API_TOKEN=hunter2 x', 'app'],
      ['env', 'API_TOKEN=(hidden)', 'app'],
    ],
  ])('%j', (words, shown) => {
    expect(commandWithoutSecrets(words)).toEqual(shown);
  });
});

test.each([
  'a',
  '://',
  '--x="',
  '-u a:',
  'Authorization:',
  'x-',
  '--token ',
  'A=',
  'redis-cli -a ',
  '\\"',
  '--token=\\"',
  "x://a:'",
])('a mebibyte of %j takes no time that grows with its square', (part) => {
  expect(withoutSecrets(part.repeat(2 ** 20 / part.length)).length).toBeGreaterThan(0);
});
