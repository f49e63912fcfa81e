/** What a container writes that reads a variable at import which is not there. */
export const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/usr/local/bin/uvicorn", line 8, in <module>',
  '    sys.exit(main())',
  '             ^^^^^^',
  '  File "/usr/local/lib/python3.12/site-packages/uvicorn/config.py", line 436, in load',
  '    self.loaded_app = import_from_string(self.app)',
  '                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
  '  File "/app/src/amply/main.py", line 9, in <module>',
  '    STRIPE_API_KEY = os.environ["STRIPE_API_KEY"]',
  '                     ~~~~~~~~~~^^^^^^^^^^^^^^^^^^',
  '  File "<frozen os>", line 714, in __getitem__',
  "KeyError: 'STRIPE_API_KEY'",
];

/** What a container writes whose settings do not validate. */
export const CONFIG_ERROR = [
  'Traceback (most recent call last):',
  '  File "/app/src/amply/main.py", line 12, in <module>',
  '    settings = Settings()',
  '               ^^^^^^^^^^',
  '  File "/usr/local/lib/python3.12/site-packages/pydantic_settings/main.py", line 176, in __init__',
  '    super().__init__(',
  'pydantic_core._pydantic_core.ValidationError: 2 validation errors for Settings',
  'redis_url',
  "  Field required [type=missing, input_value={'environment': 'production'}, input_type=dict]",
  '    For further information visit https://errors.pydantic.dev/2.12/v/missing',
  'sender_address',
  "  Field required [type=missing, input_value={'environment': 'production'}, input_type=dict]",
  '    For further information visit https://errors.pydantic.dev/2.12/v/missing',
];

/** What a server writes that has come up. */
export const STARTED = [
  'INFO:     Started server process [1]',
  'INFO:     Waiting for application startup.',
  'INFO:     Application startup complete.',
  'INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)',
];
