# SENDASAPP_URL=https://contoso-mail-func.azurewebsites.net SENDASAPP_KEY=… python3 send_over_http.py
import base64
import json
import os
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call(request):
    try:
        return urlopen(request)
    except HTTPError as refused:
        return refused


message = {
    "id": "invoice-4711",  # the same id is sent once, however often this runs
    "from": "billing@contoso.com",
    "to": ["ada@fabrikam.com", "bob@fabrikam.com"],
    "subject": "Your invoice 4711",
    "html": "<p>Hello, the invoice is attached.</p>",
    "attachments": [
        {"filename": "invoice.txt", "content": base64.b64encode(b"4711: EUR 100").decode("ascii")}
    ],
}
answer = call(
    Request(
        f"{os.environ['SENDASAPP_URL']}/api/messages",
        data=json.dumps(message).encode(),
        headers={"content-type": "application/json", "x-functions-key": os.environ["SENDASAPP_KEY"]},
    )
)
# It is sent from here on. Who does not need the result, ends here.
while answer.status == 202:
    time.sleep(int(answer.headers["retry-after"]))
    answer = call(Request(answer.headers["location"]))
result = json.load(answer)
if answer.status != 200:
    sys.exit(f"{answer.status} {result['title']}: {result['detail']}")
print(f"{result['state']}: {result['reply']}")
