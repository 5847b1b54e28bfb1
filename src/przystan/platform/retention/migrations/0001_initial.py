import django.db.models.deletion
from django.db import migrations, models

from przystan.platform.transactions.creating import CreateTables

# The office's login may not delete rows of append-only tables; this may, only such rows, and only
# those whose least time is over, whatever it is asked.
FORGET = """
CREATE FUNCTION retention_forget(kind text, before timestamptz, size integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE gone integer;
BEGIN
    IF kind <> 'knowledge.settled_searches' THEN
        RAISE EXCEPTION 'rows of this kind do not pass' USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM knowledge_settledsearch WHERE id IN (
        SELECT id FROM knowledge_settledsearch
        WHERE settled_at < least(before, now() - interval '365 days')
        ORDER BY id LIMIT least(size, 10000) FOR UPDATE SKIP LOCKED);
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END $$;
REVOKE EXECUTE ON FUNCTION retention_forget(text, timestamptz, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name='Rule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('days', models.PositiveIntegerField()),
                    ('valid_from', models.DateField()),
                    ('basis', models.CharField(max_length=300)),
                    ('is_confirmed', models.BooleanField(default=False)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('code', '-valid_from', '-id'),
                    'constraints': [models.CheckConstraint(condition=models.Q(('days__lte', 36525)), name='retention_days_within_a_century')],
                },
            ),
            migrations.CreateModel(
                name='Run',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('began_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('by', models.CharField(max_length=160)),
                ],
                options={
                    'ordering': ('-id',),
                    'constraints': [models.UniqueConstraint(models.Value(1), condition=models.Q(('ended_at__isnull', True)), name='retention_one_run_at_a_time')],
                },
            ),
            migrations.CreateModel(
                name='Portion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=40)),
                    ('count', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='portions', to='retention.run')),
                ],
                options={
                    'ordering': ('id',),
                },
            ),
        ]),
        migrations.RunSQL(
            FORGET, "DROP FUNCTION retention_forget(text, timestamptz, integer)"),
    ]
