"""The tables' local stores: one that is damaged is put aside, and the changelog brings it back."""

import shutil
from typing import Any

import faust
import structlog
from faust.stores import rocksdb
from faust.types import AppT, StoreT

_log = structlog.get_logger(__name__)

_DAMAGED = ("Corruption", "No such file or directory")
"""What RocksDB says of a store whose files are broken or gone. It has no class of errors for it."""


class _Store(rocksdb.Store):
    def _open_for_partition(self, partition: int) -> Any:
        try:
            return super()._open_for_partition(partition)
        except Exception as error:
            if not str(error).removeprefix("IO error: ").startswith(_DAMAGED):
                raise
            path = self.partition_path(partition)
            aside = path.with_name(f"{path.name}.damaged")
            shutil.rmtree(aside, ignore_errors=True)
            path.rename(aside)
            _log.warning("local table is damaged, put aside and recovered", aside=str(aside), error=str(error))
            return super()._open_for_partition(partition)


class RecoveringTable(faust.Table[Any, Any]):
    """Faust's table over such a store; without it a damaged one would end every worker that opens it."""

    def _new_store_by_url(self, url: Any) -> StoreT[Any, Any]:
        app: AppT = self.app
        return _Store(
            url,
            app,
            self,
            table_name=self.name,
            key_type=self.key_type,
            key_serializer=self.key_serializer,
            value_serializer=self.value_serializer,
            value_type=self.value_type,
            loop=self.loop,
            options=self.options,
        )
