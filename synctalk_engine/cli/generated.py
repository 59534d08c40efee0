"""Command-line options made from the models of options: a command lists none of them itself.

The values are checked by the model when the job is made, so that all problems are reported at
once; the command line only tells numbers from text.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import typer

from synctalk_engine.protocol.options.option import GROUPS, OptionField, Options, options_of

_CONTEXT = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


def takes(
    model: type[Options], *, is_grouped: bool = False
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Decorator of a command: its first parameter becomes the options of ``model``.

    The function gets them as a dict with those that were given on the command line alone; the
    model has the defaults. Its other parameters are options of the command line as usual.

    Args:
        is_grouped: ``--help`` shows the options in groups.
    """

    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        fields = options_of(model)
        if is_grouped:
            fields = tuple(sorted(fields, key=lambda field: GROUPS.index(field.declared.group)))

        @functools.wraps(command)
        def call(**values: Any) -> None:
            given = given_names(values.pop("ctx"))
            options = {field.name: values.pop(field.name) for field in fields}
            command({name: value for name, value in options.items() if name in given}, **values)

        own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
        parameters = [_CONTEXT, *(_parameter(field, is_grouped) for field in fields)]
        parameters += [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own]
        call.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        call.__annotations__ = {one.name: one.annotation for one in parameters}
        return call

    return decorate


def given_names(context: typer.Context) -> set[str]:
    """Names of the parameters that stand on the command line."""
    sources = {name: context.get_parameter_source(name) for name in context.params}
    return {name for name, source in sources.items() if source and source.name == "COMMANDLINE"}


def _parameter(field: OptionField, is_grouped: bool) -> inspect.Parameter:
    """The parameter from which Typer makes the option or argument."""
    default = ... if field.is_required and not field.declared.is_derivable else field.default
    annotation: Any = list[str] if field.value_type is list else field.value_type
    if default is None:
        annotation = annotation | None
    return inspect.Parameter(
        field.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=_argument(field, default)
        if field.declared.argument
        else _option(field, default, is_grouped),
        annotation=annotation,
    )


def _argument(field: OptionField, default: Any) -> Any:
    return typer.Argument(
        default,
        metavar=field.declared.argument,
        help=field.cli_help,
        show_default=default is not ...,
    )


def _option(field: OptionField, default: Any, is_grouped: bool) -> Any:
    return typer.Option(
        default,
        *field.flags,
        help=field.cli_help,
        show_default=field.declared.default_note or True,
        rich_help_panel=field.declared.group if is_grouped and field.declared.group else None,
    )
