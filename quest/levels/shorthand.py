"""Content that can be written as one plain value where only one of its fields has something to say."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import GetJsonSchemaHandler, SerializerFunctionWrapHandler, model_serializer, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from quest.levels.base import Content


class Shorthand(Content):
    """A value alone stands for this content with the field `SHORT` alone, in packs and in their schemas."""

    SHORT: ClassVar[str]

    def said(self) -> list[str]:
        """The fields that say something, as packs write them."""
        fields = type(self).model_fields.items()
        return [field.alias or name for name, field in fields if getattr(self, name) not in (None, ())]

    @model_validator(mode="before")
    @classmethod
    def _written_out(cls, data: Any) -> Any:
        return {cls.SHORT: data} if isinstance(data, str | int) else data

    @model_serializer(mode="wrap")
    def _as_written(self, write: SerializerFunctionWrapHandler) -> Any:
        if self.said() == [self.SHORT]:
            return getattr(self, self.SHORT)
        return {name: value for name, value in write(self).items() if value not in (None, (), [])}

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        reference = handler(core)
        schema = handler.resolve_ref_schema(reference)
        written_out = dict(schema)
        short = written_out["properties"][cls.SHORT]
        schema.clear()
        schema.update({"anyOf": [short.get("anyOf", [short])[0], written_out]})
        return reference
