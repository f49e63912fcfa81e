"""One request and its answer, judged."""

import base64

from .answers_given import check_answer, check_before_encoding
from .errors_given import check_error
from .models import by_iam_name, iam_name
from .requests_sent import Request
from .violations import Violations


class Judged:
    """What was found of one exchange."""

    def __init__(self, exchange):
        """Takes an exchange with its bodies in bytes, as `unpacked` gives it."""
        self.of_request = Violations()
        self.of_answer = Violations()
        # A good answer has none.
        self.error_code = None
        request = Request(exchange, self.of_request)
        self.address = address_of(request)
        self.answer = exchange.get("answer")
        if self.answer is None or request.operation is None:
            return
        if self.answer["status"] == 200:
            check_answer(request, self.answer, self.of_answer)
        else:
            self.error_code = check_error(request, self.answer, self.of_answer)

    @property
    def is_good(self):
        """Whether the call was answered, and not by an error."""
        return self.answer is not None and self.answer["status"] == 200


def unpacked(exchange):
    """A recorded exchange with its bodies in bytes."""
    answer = exchange.get("answer")
    return {
        **exchange,
        "body": base64.b64decode(exchange["body"]),
        **({} if answer is None else {"answer": {**answer, "body": base64.b64decode(answer["body"])}}),
    }


def address_of(request):
    """The operation as IAM permissions name it."""
    if request.operation is None:
        return "(no operation)"
    return f"{iam_name(request.model)}:{request.operation.name}"


def judged_before_encoding(address, value):
    """What is wrong with an answer as the emulator gave it to its encoder."""
    service, _, name = address.partition(":")
    found = Violations()
    check_before_encoding(by_iam_name()[service].operation_model(name), value, found)
    return found
